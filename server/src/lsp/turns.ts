/** Work that can wait until the messages that came with a change are answered. */

/**
 * Turns of the event loop between a change and its diagnostics: enough for a question that came with the change, such as
 * the completion of the letter just typed, to be read, answered and written first.
 */
const PATIENCE = 5;

/** Acts once the messages that lie waiting are read. */
export function afterWaiting(act: () => void): void {
  afterTurns(PATIENCE, act);
}

function afterTurns(turns: number, act: () => void): void {
  if (turns === 0) act();
  else setImmediate(() => afterTurns(turns - 1, act));
}
