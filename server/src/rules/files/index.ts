/** Rules about files and folders that httpd looks for before it starts. */
import type { ConfigurationRule } from '../configurationRule.ts';
import { missingFile } from './missingFile.ts';
import { missingFolder } from './missingFolder.ts';

/** In the order in which findings of one line are shown. */
export const fileRules: readonly ConfigurationRule[] = [missingFolder, missingFile];
