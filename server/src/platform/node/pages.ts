/** The rules' pages: they lie beside the folder that the bundles are in. */
import { pathToFileURL } from 'node:url';

/** Address of the folder of the rules' pages, ending in a slash. */
export const rulePages: string = new URL('../docs/rules/', `${pathToFileURL(__dirname).href}/`).href;
