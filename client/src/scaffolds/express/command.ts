/** A command of mod_wsgi-express: read from a line of a shell, checked against its options, and written in the forms that people need. */
import { CertificateProblem, quoted } from '../../certificates/problem.ts';
import { shWord } from '../../certificates/quoting.ts';
import { EXPRESS_OPTIONS, type ExpressOption } from './options.ts';

/** One option with its values. */
export interface Choice {
  /** Without dashes. */
  readonly name: string;
  readonly values: readonly string[];
}

/** A command. */
export interface ExpressCommand {
  /** The program, as a terminal finds it. */
  readonly program: string;
  /** What is served: the path of a script, or a module where `--application-type` says so. */
  readonly script: string;
  readonly choices: readonly Choice[];
}

/** A task of VS Code, as it stands in `tasks.json`. */
export interface ExpressTask {
  readonly label: string;
  readonly type: 'process';
  readonly command: string;
  readonly args: readonly string[];
  readonly isBackground: true;
  readonly problemMatcher: readonly [];
}

/** The values that count for an option that is given once; none where it is not given. */
export function lastValue({ choices }: ExpressCommand, name: string): string | undefined {
  return choices.findLast((choice) => choice.name === name)?.values[0];
}

/** The values of an option that may be given several times. */
export function everyValue({ choices }: ExpressCommand, name: string): readonly (readonly string[])[] {
  return choices.filter((choice) => choice.name === name).map(({ values }) => values);
}

/** Whether an option is given. */
export function isGiven({ choices }: ExpressCommand, name: string): boolean {
  return choices.some((choice) => choice.name === name);
}

/** The command that starts the server, for a POSIX shell, an option to the line. */
export function commandText(command: ExpressCommand): string {
  return textOf('start-server', command);
}

/** The command that only writes what the server needs into a folder, from where `apachectl start` starts it: a new one for each port, unless one is named. */
export function setupText(command: ExpressCommand): string {
  if (isGiven(command, 'server-root')) return textOf('setup-server', command);
  const folder = { name: 'server-root', values: [`/etc/mod_wsgi-express-${lastValue(command, 'https-port') ?? lastValue(command, 'port') ?? '8000'}`] };
  return textOf('setup-server', { ...command, choices: [...command.choices, folder] });
}

/** The command in one line, as a terminal takes it. */
export function commandLine(text: string): string {
  return text.replaceAll(' \\\n    ', ' ');
}

function textOf(action: string, { program, script, choices }: ExpressCommand): string {
  const lines = choices.map((choice) => wordsOf(choice).map(shWord).join(' '));
  return [`${shWord(program)} ${action} ${shWord(script)}`, ...lines].join(' \\\n    ');
}

/** The command as a task, which runs it without a shell. */
export function commandTask(command: ExpressCommand): ExpressTask {
  const args = ['start-server', command.script, ...command.choices.flatMap(wordsOf)];
  return {
    label: `mod_wsgi-express: ${lastValue(command, 'server-name') ?? 'start'}`,
    type: 'process',
    command: command.program,
    args,
    isBackground: true,
    problemMatcher: [],
  };
}

function wordsOf({ name, values }: Choice): readonly string[] {
  return [`--${name}`, ...values];
}

/** Reads a command line. Throws a `CertificateProblem` for what mod_wsgi-express 6.0.5 would not take. */
export function readCommand(text: string): ExpressCommand {
  const words = shellWords(text);
  const at = words.findIndex((word) => word === 'start-server' || word === 'setup-server');
  const program = words[at - 1];
  if (program === undefined || !/(?:^|[/\\])mod_wsgi-express(?:-[\d.]+)?$/.test(program)) {
    throw new CertificateProblem(`This is no command of mod_wsgi-express that starts a server. It begins with “mod_wsgi-express start-server”.`);
  }
  const choices: Choice[] = [];
  const scripts: string[] = [];
  for (let index = at + 1; index < words.length; ) {
    const [choice, next] = readChoice(words, index);
    if (choice === null) scripts.push(words[index]!);
    else choices.push(choice);
    index = next;
  }
  const [script, second] = scripts;
  if (script === undefined) throw new CertificateProblem('The command names no script. It stands behind start-server, such as app.wsgi.');
  if (second !== undefined)
    throw new CertificateProblem(`The command names two scripts, ${quoted(script)} and ${quoted(second)}, where it takes one. Is a quotation mark missing?`);
  return { program, script, choices };
}

/** The option at a word and where the next one begins; no option where the word is none. */
function readChoice(words: readonly string[], index: number): readonly [Choice | null, number] {
  const match = /^--([^=]+)(?:=(.*))?$/s.exec(words[index]!);
  if (match === null) return [null, index + 1];
  const option = optionNamed(match[1]!);
  const joined = match[2];
  const count = option.takes === 'nothing' ? 0 : option.takes === 'pair' ? 2 : 1;
  const behind = count - (joined === undefined ? 0 : 1);
  const values = [...(joined === undefined ? [] : [joined]), ...words.slice(index + 1, index + 1 + Math.max(0, behind))];
  checkValues(option, values, count);
  return [{ name: option.name, values }, index + 1 + Math.max(0, behind)];
}

/** The option of a name, or of the beginning of one: argparse takes that where it is the only one. */
function optionNamed(name: string): ExpressOption {
  const exact = EXPRESS_OPTIONS.get(name);
  if (exact !== undefined) return exact;
  const begun = [...EXPRESS_OPTIONS.values()].filter((option) => option.name.startsWith(name));
  const [only, ...others] = begun;
  if (only !== undefined && others.length === 0) return only;
  const hint =
    begun.length > 1 ? `It begins like ${begun.map((one) => `--${one.name}`).join(', ')}.` : 'mod_wsgi-express start-server --help lists those that there are.';
  throw new CertificateProblem(`mod_wsgi-express has no option --${name}, and would not start. ${hint}`);
}

/** Rejects values that the option does not take. */
export function checkValues({ name, takes }: ExpressOption, values: readonly string[], count = takes === 'nothing' ? 0 : takes === 'pair' ? 2 : 1): void {
  if (values.length !== count) {
    const wanted = ['nothing', 'one value', 'two values'][count];
    throw new CertificateProblem(`--${name} takes ${wanted}, not ${values.length}: mod_wsgi-express would not start.`);
  }
  const isNumber = takes === 'number' ? /^-?\d+$/ : /^-?\d+(?:\.\d*)?$/;
  if ((takes === 'number' || takes === 'decimal') && !isNumber.test(values[0]!)) {
    throw new CertificateProblem(`--${name} takes a number, not ${quoted(values[0]!)}: mod_wsgi-express would not start.`);
  }
}

/** The words of a command line, as a POSIX shell parts them; what a shell would put in for variables stays as it is written. */
function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  const whole = text.replaceAll(/\\\r?\n/g, '');
  for (const [, single, double, escaped, blank, plain] of whole.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|(\s+)|([^\s'"\\]+|['"\\])/gs)) {
    if (blank === undefined) word = `${word ?? ''}${single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? ''}`;
    else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  return word === null ? words : [...words, word];
}
