/** Bringing a deployment live: the commands that put its files where nginx and the service look, and have them read. */
import { shWord } from '../../certificates/quoting.ts';
import { type LivePlan, type LiveStep, seldom, usual } from '../live/step.ts';
import { deploymentFiles } from './index.ts';
import { type DeploymentOptions, type DeploymentPlan, planOf } from './plan.ts';

/** The plan for a deployment. Throws a `CertificateProblem` where `deploymentFiles` does. */
export function deploymentLive(options: DeploymentOptions): LivePlan {
  const plan = planOf(options);
  const [site = '', , program = ''] = deploymentFiles(options).map(({ path }) => path);
  return {
    shell: 'sh',
    steps: [installStep(plan), ...SERVICES[plan.service](program, plan.label), ...nginxSteps(site, plan.label)],
    notes: [
      'The commands are those of Linux. Where nginx reads another folder than /etc/nginx/conf.d, such as with Homebrew, put the file there.',
      'After a change of the files here, take the same steps again.',
    ],
  };
}

function installStep({ service, gunicorn }: DeploymentPlan): LiveStep {
  const own = gunicorn === '/usr/bin/gunicorn' ? ['gunicorn'] : [];
  const packages = ['nginx', ...(service === 'supervisor' ? ['supervisor'] : []), ...own];
  return seldom('Install the programs', `sudo apt install ${packages.join(' ')}`, 'Debian’s and Ubuntu’s packages. Once for a machine.');
}

const SERVICES: Readonly<Record<DeploymentPlan['service'], (program: string, label: string) => readonly LiveStep[]>> = {
  supervisor: (program, label) => [
    usual('Copy the program', `sudo install -m 0644 ${shWord(program)} /etc/supervisor/conf.d/${label}.conf`, 'Puts it where supervisor reads it.'),
    usual(
      'Start gunicorn',
      'sudo supervisorctl reread && sudo supervisorctl update',
      'supervisor starts what is new, and starts anew what has changed. “sudo supervisorctl status” shows whether it runs.',
    ),
  ],
  systemd: (program, label) => [
    usual('Copy the unit', `sudo install -m 0644 ${shWord(program)} /etc/systemd/system/${label}.service`, 'Puts it where systemd reads it.'),
    usual(
      'Start gunicorn',
      `sudo systemctl daemon-reload && sudo systemctl enable ${label} && sudo systemctl restart ${label}`,
      `systemd starts it now and at each boot. “systemctl status ${label}” shows whether it runs.`,
    ),
  ],
};

function nginxSteps(site: string, label: string): readonly LiveStep[] {
  return [
    usual('Copy the site', `sudo install -m 0644 ${shWord(site)} /etc/nginx/conf.d/${label}.conf`, 'Puts it where nginx reads sites.'),
    usual('Check', 'sudo nginx -t', 'nginx reads all of its configuration and says what it would not start with. Where it complains, it is not reloaded.'),
    usual('Reload', 'sudo nginx -s reload', 'nginx reads its files and certificates anew; running requests are finished. It has to run already.'),
  ];
}
