/** Questions about the names of a certificate: which ones, and whether those outside the development names are meant. */
import { namesToPermit } from '../../certificates/authority.ts';
import { DEVELOPMENT, describeConstraints } from '../../certificates/constraints.ts';
import type { Host } from '../../certificates/host.ts';
import { type Name, readNames } from '../../certificates/names.ts';
import { problemOf } from '../problemOf.ts';
import { enter, pick, type Step } from '../steps.ts';

/** The names in a text, which commas, semicolons or blanks part. */
export function splitNames(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((name) => name !== '');
}

/** The question for names, filled in with those that are likely. */
export function namesStep(suggested: () => readonly string[], keep: (names: readonly string[]) => void): Step {
  return (place) =>
    enter({
      prompt: 'Names that the server is reached by, parted by commas or blanks: host names, *.wildcards, IP addresses',
      placeholder: 'app.test, localhost, 127.0.0.1',
      value: suggested().join(', '),
      problem: (text) => problemOf(() => readNames(splitNames(text))),
      keep: (text) => keep(readNames(splitNames(text)).map((name) => name.text)),
    })(place);
}

/** The names that a person has to permit before an authority of this machine signs them. */
export async function outsideNames(names: readonly string[], host: Host): Promise<readonly Name[]> {
  return await namesToPermit(readNames(names), host);
}

/** Asks whether an authority may be made for names that a public site could have. “No” leads back. */
export function consentStep(outside: () => readonly Name[], keep: (permit: readonly string[]) => void): Step {
  return async (place) => {
    const names = outside().map(({ text }) => text);
    const listed = names.join(', ');
    let isPermitted = false;
    const outcome = await pick({
      placeholder: `The local authority signs ${describeConstraints(DEVELOPMENT)} alone, which no public site has. Is ${listed} meant?`,
      choices: [
        { label: 'Change the Names', detail: 'Or choose another maker. A name such as app.test needs no further authority.', value: false },
        {
          label: `Make a Further Authority for ${listed}`,
          detail: 'It has to be trusted by itself. Who gets hold of its key can pose as these sites to everybody who trusts it: keep it to this machine.',
          value: true,
        },
      ],
      keep: (value) => {
        isPermitted = value;
      },
    })(place);
    if (outcome !== 'answered') return outcome;
    if (isPermitted) keep(names);
    return isPermitted ? 'answered' : 'back';
  };
}
