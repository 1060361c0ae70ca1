/** What the made-up editor asks a person. The inputs have the manners of the editor's; each comes with a `Prompt`, which is how the person meets it. */
import { Prompt, type Shown } from './vscodePrompt.ts';

export const QuickPickItemKind = { Separator: -1, Default: 0 };

/** Puts a prompt before the person. */
export type Show = (prompt: Prompt) => void;
type Listener<T> = (value: T) => unknown;

function listeners<T>() {
  const all: Listener<T>[] = [];
  return {
    on: (listener: Listener<T>) => {
      all.push(listener);
      return { dispose: () => undefined };
    },
    tell: (value: T) => {
      for (const listener of all) listener(value);
    },
  };
}

/** What quick picks and input boxes have in common. */
class QuickInput {
  title = '';
  step: number | undefined;
  totalSteps: number | undefined;
  buttons: readonly unknown[] = [];
  readonly accepted = listeners<void>();
  readonly pressed = listeners<unknown>();
  readonly hidden = listeners<void>();
  readonly onDidAccept = this.accepted.on;
  readonly onDidTriggerButton = this.pressed.on;
  readonly onDidHide = this.hidden.on;
  protected readonly shown: Show;

  constructor(shown: Show) {
    this.shown = shown;
  }
  hide(): void {
    this.hidden.tell();
  }
  dispose(): void {}

  /** Shows it for one answer, which is `undefined` where the person gives up. */
  once<T>(this: this & { show(): void }, answer: () => T): Promise<T | undefined> {
    return new Promise((settle) => {
      this.onDidAccept(() => settle(answer()));
      this.onDidHide(() => settle(undefined));
      this.show();
    });
  }
}

/** A quick pick as the editor makes one. */
export class QuickPick<T extends Shown = Shown> extends QuickInput {
  placeholder = '';
  canSelectMany = false;
  items: readonly T[] = [];
  #active: readonly T[] | null = null;
  selectedItems: readonly T[] = [];
  /** The choice that the cursor stands on: the first, unless somebody says which. None where somebody says so. */
  get activeItems(): readonly T[] {
    return this.#active ?? this.choices.slice(0, 1);
  }
  set activeItems(items: readonly T[]) {
    this.#active = items;
  }
  get choices(): readonly T[] {
    return this.items.filter(({ kind }) => kind !== QuickPickItemKind.Separator);
  }
  show(): void {
    this.shown(new QuickPickPrompt(this));
  }
}

/** An input box as the editor makes one. */
export class InputBox extends QuickInput {
  prompt = '';
  placeholder = '';
  value = '';
  password = false;
  validationMessage: string | undefined;
  readonly changed = listeners<string>();
  readonly onDidChangeValue = this.changed.on;
  show(): void {
    this.shown(new InputBoxPrompt(this));
  }
}

/** The person's view of a quick input. */
class QuickInputPrompt<Input extends QuickInput> extends Prompt {
  protected readonly input: Input;
  constructor(kind: Prompt['kind'], input: Input) {
    super(kind);
    this.input = input;
  }
  override get title(): string {
    return this.input.title;
  }
  override get step(): string {
    return this.input.step === undefined ? '' : `${this.input.step}/${this.input.totalSteps}`;
  }
  override accept(): void {
    this.input.accepted.tell();
  }
  override back(): void {
    if (this.input.buttons.length === 0) super.back();
    this.input.pressed.tell(this.input.buttons[0]);
  }
  override dismiss(): void {
    this.input.hide();
  }
}

class QuickPickPrompt<T extends Shown> extends QuickInputPrompt<QuickPick<T>> {
  constructor(input: QuickPick<T>) {
    super('quick pick', input);
  }
  override get question(): string {
    return this.input.placeholder;
  }
  override get choices(): readonly T[] {
    return this.input.choices;
  }
  override get active(): string | undefined {
    return this.input.activeItems[0]?.label;
  }
  override pick(...labels: readonly string[]): void {
    this.input.selectedItems = labels.map((label) => this.choice(label) as T);
    super.accept();
  }
  override get ticked(): readonly string[] {
    return this.input.canSelectMany ? this.input.selectedItems.map(({ label }) => label) : [];
  }
  override accept(): void {
    if (!this.input.canSelectMany) this.input.selectedItems = this.input.activeItems;
    super.accept();
  }
}

class InputBoxPrompt extends QuickInputPrompt<InputBox> {
  constructor(input: InputBox) {
    super('input box', input);
  }
  override get question(): string {
    return this.input.prompt;
  }
  override get value(): string {
    return this.input.value;
  }
  override get problem(): string | undefined {
    return this.input.validationMessage;
  }
  override get isHidden(): boolean {
    return this.input.password;
  }
  override type(text: string): void {
    this.input.value = text;
    this.input.changed.tell(text);
  }
}

/** A message with buttons, or a dialog of the system. */
export class Question extends Prompt {
  /** The button, or the paths. */
  readonly answer: Promise<readonly string[] | undefined>;
  readonly #words: { readonly title?: string; readonly detail?: string; readonly buttons?: readonly string[] };
  #settle: (answer: readonly string[] | undefined) => void = () => undefined;

  constructor(kind: 'message' | 'dialog', words: { readonly title?: string; readonly detail?: string; readonly buttons?: readonly string[] }) {
    super(kind);
    this.#words = words;
    this.answer = new Promise((settle) => {
      this.#settle = settle;
    });
  }
  override get title(): string {
    return this.#words.title ?? '';
  }
  override get question(): string {
    return this.#words.detail ?? '';
  }
  override get choices(): readonly Shown[] {
    return (this.#words.buttons ?? []).map((label) => ({ label }));
  }
  override pick(...labels: readonly string[]): void {
    const [label = ''] = labels;
    this.#settle(this.kind === 'dialog' ? labels : [this.choice(label).label]);
  }
  override dismiss(): void {
    this.#settle(undefined);
  }
}
