import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import './dialog.css';

/** Asks or tells something before all else. Escape and a click beside it close it, unless it must be answered. */
export function Dialog({
  title,
  onClose,
  mustBeAnswered = false,
  children,
}: {
  title: string;
  onClose: () => void;
  mustBeAnswered?: boolean;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={!mustBeAnswered}
      isKeyboardDismissDisabled={mustBeAnswered}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className="dialog-cover"
    >
      <Modal className="dialog-box">
        <AriaDialog role="alertdialog" className="dialog">
          <Heading slot="title">{title}</Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
