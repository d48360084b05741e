import './styles/index.ts';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './router.tsx';
import { entered } from './session/portal-link.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// A link of the portal is exchanged before anything is drawn, so that nobody is asked for a token.
await entered;
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
