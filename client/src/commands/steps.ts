/** Questions one after the other, with the way back: quick picks and input boxes that say which step they are. */
import * as vscode from 'vscode';

/** Where a question stands among others. Steps count from 1. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** How a question ended: answered, back to the one before, given up, or not asked since its answer is known. */
export type Outcome = 'answered' | 'back' | 'cancelled' | 'skipped';

/** A question that keeps its answer itself. */
export type Step = (place: Place) => Promise<Outcome>;

/** Asks the questions in their order; whether all were answered. The way back leads to the last one that was asked. */
export async function askInSteps(title: string, steps: readonly Step[]): Promise<boolean> {
  const answered: number[] = [];
  for (let index = 0; index < steps.length; ) {
    const skipped = index - answered.length;
    const outcome = await steps[index]!({ title, step: answered.length + 1, totalSteps: steps.length - skipped });
    if (outcome === 'cancelled') return false;
    if (outcome === 'answered') answered.push(index);
    index = outcome === 'back' ? (answered.pop() ?? 0) : index + 1;
  }
  return true;
}

/** A step that is asked only where the answers before it leave something to ask. */
export function when(isOpen: () => boolean | Promise<boolean>, step: Step): Step {
  return async (place) => ((await isOpen()) ? await step(place) : 'skipped');
}

/** A choice among some. */
export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** What a quick pick asks. */
export interface PickQuestion<T> {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** The value that the cursor stands on. */
  readonly active?: T | undefined;
  readonly keep: (value: T) => void;
}

/** A step that picks one of some. */
export function pick<T>({ placeholder, choices, active, keep }: PickQuestion<T>): Step {
  return (place) => {
    const input = vscode.window.createQuickPick<Choice<T>>();
    input.items = choices;
    input.placeholder = placeholder;
    input.matchOnDetail = true;
    const start = choices.find(({ value }) => value === active);
    if (start !== undefined) input.activeItems = [start];
    return outcomeOf(input, place, () => {
      const [chosen] = input.selectedItems;
      if (chosen !== undefined) keep(chosen.value);
      return chosen !== undefined;
    });
  };
}

/** What a quick pick of several asks. */
export interface PickManyQuestion<T> {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** The values that are ticked at first. */
  readonly ticked: readonly T[];
  readonly keep: (values: readonly T[]) => void;
}

/** A step that picks some of many, at least one. */
export function pickMany<T>({ placeholder, choices, ticked, keep }: PickManyQuestion<T>): Step {
  return (place) => {
    const input = vscode.window.createQuickPick<Choice<T>>();
    Object.assign(input, { items: choices, placeholder, canSelectMany: true, matchOnDetail: true });
    input.selectedItems = choices.filter(({ value }) => ticked.includes(value));
    return outcomeOf(input, place, () => {
      const { selectedItems } = input;
      if (selectedItems.length > 0) keep(selectedItems.map(({ value }) => value));
      return selectedItems.length > 0;
    });
  };
}

/** What an input box asks. */
export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string | undefined;
  readonly password?: boolean;
  /** Why a text cannot be taken, in words for the person; null where it can. */
  readonly problem: (text: string) => string | null;
  readonly keep: (text: string) => void;
}

/** A step that takes a text. What cannot be taken is said while it is typed. */
export function enter({ prompt, placeholder = '', value = '', password = false, problem, keep }: TextQuestion): Step {
  return (place) => {
    const input = vscode.window.createInputBox();
    Object.assign(input, { prompt, placeholder, value, password });
    const check = (text: string) => {
      input.validationMessage = problem(text) ?? undefined;
    };
    check(value);
    input.onDidChangeValue(check);
    return outcomeOf(input, place, () => {
      check(input.value);
      const isTaken = problem(input.value) === null;
      if (isTaken) keep(input.value);
      return isTaken;
    });
  };
}

type Input = vscode.QuickInput & {
  readonly onDidAccept: vscode.Event<void>;
  readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
  buttons: readonly vscode.QuickInputButton[];
};

/** Shows an input until somebody answers it, goes back or gives up. It stays when the editor loses the focus: answers are lost otherwise. */
async function outcomeOf(input: Input, { title, step, totalSteps }: Place, take: () => boolean): Promise<Outcome> {
  Object.assign(input, { title, step, totalSteps, ignoreFocusOut: true });
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  try {
    return await new Promise((settle) => {
      input.onDidAccept(() => take() && settle('answered'));
      input.onDidTriggerButton(() => settle('back'));
      input.onDidHide(() => settle('cancelled'));
      input.show();
    });
  } finally {
    input.dispose();
  }
}
