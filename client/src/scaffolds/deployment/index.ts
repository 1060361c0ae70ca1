/** A site behind nginx and gunicorn: all files that it needs besides the application, as texts. */
import path from 'node:path';
import type { ScaffoldFile } from '../file.ts';
import { gunicornSettings, supervisorProgram, systemdUnit } from './gunicorn.ts';
import { nginxSite } from './nginx.ts';
import { type DeploymentOptions, planOf } from './plan.ts';

/** The files for these options. Throws a `CertificateProblem` where an option cannot be meant, or a path cannot be told to a program. */
export function deploymentFiles(options: DeploymentOptions): readonly ScaffoldFile[] {
  const plan = planOf(options);
  const file = (name: string, text: string): ScaffoldFile => ({ path: path.posix.join(plan.target, name), text });
  return [
    file(`nginx/${plan.label}.conf`, nginxSite(plan)),
    file('gunicorn.conf.py', gunicornSettings(plan)),
    plan.service === 'supervisor' ? file(`supervisor/${plan.label}.conf`, supervisorProgram(plan)) : file(`systemd/${plan.label}.service`, systemdUnit(plan)),
  ];
}
