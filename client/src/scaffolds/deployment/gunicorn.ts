/** Gunicorn's settings, a Python file, and who keeps it running: a program of supervisor or a unit of systemd. */
import type { DeploymentPlan } from './plan.ts';
import { iniValue, iniWord, pythonText, unitPath, unitWord } from './words.ts';

/** The text of `gunicorn.conf.py`. */
export function gunicornSettings({ label, application, djangoSettings, project, port }: DeploymentPlan): string {
  return `# Gunicorn for ${label}. Each name is explained at https://docs.gunicorn.org/en/stable/settings.html

# module:name of the application, and the folder that it is imported from
wsgi_app = ${pythonText(application)}
chdir = ${pythonText(project)}
${djangoSettings === null ? '' : `\n# Where Django's settings are, set for sure\nraw_env = [${pythonText(`DJANGO_SETTINGS_MODULE=${djangoSettings}`)}]\n`}
# Reached by nginx on this machine alone
bind = "127.0.0.1:${port}"

# Each worker is a process that answers so many requests at a time
workers = 2
threads = 4

# Only nginx, on this machine, is believed when it says that a visitor came over https (X-Forwarded-Proto)
forwarded_allow_ips = "127.0.0.1"

# "-" is the log of supervisor or systemd
accesslog = "-"
errorlog = "-"
`;
}

/** The text of supervisor's file for the program. */
export function supervisorProgram({ label, gunicorn, settings, project, user }: DeploymentPlan): string {
  return `; Gunicorn for ${label}, kept running by supervisor. Install it, load it, look at it:
;   sudo install -m 0644 THIS-FILE /etc/supervisor/conf.d/${label}.conf
;   sudo supervisorctl reread && sudo supervisorctl update
;   sudo supervisorctl status
[program:${label}]
command=${iniWord(gunicorn)} --config ${iniWord(settings)}
directory=${iniValue(project)}
${user === null ? '; user=www-data    (without it gunicorn runs as supervisor does, which is root mostly)' : `user=${user}`}
autostart=true
autorestart=true
; TERM lets gunicorn finish the requests that it is at; its workers end with it
stopsignal=TERM
stopasgroup=false
killasgroup=true
redirect_stderr=true
`;
}

/** The text of the unit of systemd. */
export function systemdUnit({ label, gunicorn, settings, project, user }: DeploymentPlan): string {
  return `# Gunicorn for ${label}, kept running by systemd. Install it, start it now and at each boot, look at it:
#   sudo install -m 0644 THIS-FILE /etc/systemd/system/${label}.service
#   sudo systemctl daemon-reload && sudo systemctl enable --now ${label}
#   systemctl status ${label}
[Unit]
Description=Gunicorn for ${label}
After=network.target

[Service]
Type=notify
${user === null ? '# User=www-data    (without it gunicorn runs as root)' : `User=${user}`}
WorkingDirectory=${unitPath(project)}
ExecStart=${unitWord(gunicorn)} --config ${unitWord(settings)}
# New code without an interruption: systemctl reload
ExecReload=/bin/kill -s HUP $MAINPID
KillMode=mixed
Restart=on-failure
PrivateTmp=true

[Install]
WantedBy=multi-user.target
`;
}
