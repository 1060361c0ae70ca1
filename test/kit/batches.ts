/** Runs the same work over many things, two at a time, and joins the answers in order. */
export async function inBatches<T, R>(things: readonly T[], work: (thing: T) => Promise<readonly R[]>): Promise<R[]> {
  const answers: R[][] = things.map(() => []);
  const queue = things.entries();
  const worker = async (): Promise<void> => {
    for (const [index, thing] of queue) answers[index] = [...(await work(thing))];
  };
  await Promise.all([worker(), worker()]);
  return answers.flat();
}
