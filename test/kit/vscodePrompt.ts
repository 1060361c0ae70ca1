/** What a person meets of the made-up editor's questions: what can be seen of one, and what can be done with it. */

/** What a person sees of a choice. */
export interface Shown {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
}

/** Something that waits for an answer. What its kind does not have is empty, and what cannot be done with it fails. */
export class Prompt {
  readonly kind: 'quick pick' | 'input box' | 'message' | 'dialog';
  constructor(kind: Prompt['kind']) {
    this.kind = kind;
  }
  /** Title of a quick pick, an input box or a dialog; words of a message. */
  get title(): string {
    return '';
  }
  /** What is asked for: placeholder of a quick pick, prompt of an input box, detail of a message. */
  get question(): string {
    return '';
  }
  /** The choices of a quick pick, without separators; the buttons of a message. */
  get choices(): readonly Shown[] {
    return [];
  }
  /** Where a question stands among others, such as `2/6`. */
  get step(): string {
    return '';
  }
  /** What stands in an input box. */
  get value(): string {
    return '';
  }
  /** What an input box says of its value. */
  get problem(): string | undefined {
    return undefined;
  }
  /** Whether an input box shows dots in place of its text. */
  get isHidden(): boolean {
    return false;
  }
  /** The label of the choice that the cursor stands on. */
  get active(): string | undefined {
    return undefined;
  }
  /** The labels of the choices that are ticked, where several can be. */
  get ticked(): readonly string[] {
    return [];
  }
  get labels(): readonly string[] {
    return this.choices.map(({ label }) => label);
  }
  /** The choice with this label. */
  choice(label: string): Shown {
    const found = this.choices.find((one) => one.label === label);
    if (found === undefined) throw new Error(`“${label}” is not among: ${this.labels.join(' | ')} (${this.title}: ${this.question})`);
    return found;
  }
  /** Types a text in place of what stands in an input box. */
  type(_text: string): void {
    throw this.unable('typed into');
  }
  /** Presses Enter. */
  accept(): void {
    throw this.unable('accepted');
  }
  /** Types a text and presses Enter. */
  enter(text: string): void {
    this.type(text);
    this.accept();
  }
  /** Takes choices or a button; in a dialog one or more paths. */
  pick(..._labels: readonly string[]): void {
    throw this.unable('picked from');
  }
  back(): void {
    throw this.unable('left by its way back');
  }
  dismiss(): void {
    throw this.unable('dismissed');
  }
  private unable(what: string): Error {
    return new Error(`this ${this.kind} cannot be ${what}: ${this.title} ${this.question}`);
  }
}
