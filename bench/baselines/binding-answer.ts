/** What both routes of the mode `binding` answer. */
export const ANSWER = {
  success: true as const,
  message: 'Event accepted',
  data: { event_id: '01890a5d-ac96-774b-bcce-b302099a8057', deliveries: 1 },
};
