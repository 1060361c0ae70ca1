/**
 * Keeps the server small beside the editor: the engine's nursery stays at its first size and code is compiled to machine
 * code only when it is really hot. Measured with `npm run bench`: a tenth less memory, no slower on any row.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--interrupt-budget=400000');
