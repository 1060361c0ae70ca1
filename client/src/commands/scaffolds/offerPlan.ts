/** A plan to bring a site live, before the person: which of its steps are taken, then the commands of these. */
import { type LivePlan, type LiveStep, lineOf } from '../../scaffolds/live/index.ts';
import { askInSteps, pickMany } from '../steps.ts';
import { offerCommands, refuseUntrusted } from '../terminal.ts';

/** How a plan is called. */
export interface PlanTitle {
  /** The command that it belongs to. */
  readonly title: string;
  /** What is brought live, such as the site's name. */
  readonly subject: string;
}

/** Asks which steps are taken, shows their commands, and types them where the person agrees. */
export async function offerPlan(plan: LivePlan, { title, subject }: PlanTitle): Promise<void> {
  refuseUntrusted();
  const steps = await chosenSteps(plan, title);
  if (steps === undefined) return;
  await offerCommands({
    question: `Bring ${subject} live`,
    name: `${title}: ${subject}`,
    shell: plan.shell,
    commands: steps,
    line: lineOf(plan, steps),
    notes: [...(steps.length > 1 ? ['Each command is run only if the one before it went well.'] : []), ...plan.notes],
  });
}

/** The steps that the person takes, in the plan's order; `undefined` where they give up. */
async function chosenSteps({ steps }: LivePlan, title: string): Promise<readonly LiveStep[] | undefined> {
  const answer: { steps: readonly LiveStep[] } = { steps: [] };
  const question = pickMany({
    placeholder: 'Which steps are taken, in this order?',
    choices: steps.map((value) => ({ label: value.title, description: value.command, detail: value.explanation, value })),
    ticked: steps.filter(({ usual }) => usual),
    keep: (chosen) => {
      answer.steps = steps.filter((step) => chosen.includes(step));
    },
  });
  return (await askInSteps(title, [question])) ? answer.steps : undefined;
}
