/** The server blocks of nginx: port 80 sends people to https, port 443 hands requests to gunicorn and tells it who asked. */
import type { DeploymentPlan } from './plan.ts';
import { nginxWord } from './words.ts';

/** The text of the site's file. It goes to `sites-enabled` (Debian) or `conf.d`. */
export function nginxSite(plan: DeploymentPlan): string {
  return `# ${plan.label}: nginx ends TLS and hands requests to gunicorn on port ${plan.port}.
# Install it, check it, load it:
#   sudo install -m 0644 THIS-FILE /etc/nginx/conf.d/${plan.label}.conf
#   sudo nginx -t && sudo nginx -s reload

# Who comes over http is sent to https, with the same path. Certbot's challenge is not.
server {
    listen 80;
    listen [::]:80;
    server_name ${plan.names.join(' ')};

    location /.well-known/acme-challenge/ {
        root /var/www/html;
    }
    location / {
        return 301 https://$host$request_uri;
    }
}

server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${plan.names.join(' ')};

    # The certificate first, then the intermediates that signed it: clients refuse a server that sends the certificate alone.
    ssl_certificate ${nginxWord(plan.certificate)};
    ssl_certificate_key ${nginxWord(plan.privateKey)};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;

    # Browsers that saw this use https alone for so many seconds. Begin with minutes; when all works, say 31536000 (a year).
    add_header Strict-Transport-Security "max-age=300" always;
${staticFiles(plan)}
    location / {
        proxy_pass http://127.0.0.1:${plan.port};

        # What the application would otherwise not know: the name that was asked for, from where, and that it was https.
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
    }
}
`;
}

function staticFiles({ staticFolder }: DeploymentPlan): string {
  if (staticFolder === null) return '';
  return `
    location /static/ {
        alias ${nginxWord(`${staticFolder}/`)};
        expires 1h;
    }
`;
}
