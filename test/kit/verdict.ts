// Two verdicts on one text: that of our findings, and that of the real httpd.
import { type ConfigTest, configtest } from './apache.ts';
import { DEFAULT_PATH } from './fixture.ts';
import { openFile, serviceFor } from './workspace.ts';

/** Whether a server starts with a text. */
export type Verdict = 'starts' | 'refuses';

/** The verdict that our findings of severity error amount to. */
export function ourVerdict(text: string, path = DEFAULT_PATH): Verdict {
  const found = serviceFor().diagnostics(openFile({ path, text }));
  return found.some(({ severity }) => severity === 'error') ? 'refuses' : 'starts';
}

/** httpd's verdict, and what it said. */
export async function httpdVerdict(text: string): Promise<ConfigTest & { readonly verdict: Verdict }> {
  const tested = await configtest(text);
  return { ...tested, verdict: tested.ok ? 'starts' : 'refuses' };
}
