/** Names and places: unknown names, removed names, directives where httpd does not take them (measured with httpd 2.4.71, mod_wsgi 4.9.4 and OpenSSL 3.0). */
import type { ParityCase } from '../case.ts';

export const placesCases: readonly ParityCase[] = [
  ['refuses', 'SSLCertificatFile /x'],
  ['refuses', 'Header set X y'],
  ['refuses', 'VirtualHost *:80'],
  ['refuses', '<Listen 80>\n</Listen>'],
  ['refuses', '<VirtualHots *:80>\n</VirtualHots>'],
  ['refuses', 'AuthType Basic'],
  ['refuses', '<VirtualHost *:80>\nAuthType Basic\n</VirtualHost>'],
  ['refuses', '<Directory @ROOT@/www>\nSSLEngine on\n</Directory>'],
  ['refuses', '<VirtualHost *:80>\nListen 81\n</VirtualHost>'],
  ['refuses', '<VirtualHost *:80>\nWSGIPythonHome /usr\n</VirtualHost>'],
  ['refuses', '<Directory @ROOT@/www>\nWSGIDaemonProcess a\n</Directory>'],
  ['refuses', '<Location />\nWSGIScriptAlias / /x\n</Location>'],
  ['refuses', '<VirtualHost *:80>\n<VirtualHost *:81>\n</VirtualHost>\n</VirtualHost>'],
  ['refuses', '<Location />\n<Directory @ROOT@/www>\n</Directory>\n</Location>'],
  ['starts', '<IfModule ssl_module>\n<VirtualHost *:80>\n</VirtualHost>\n</IfModule>'],
  ['refuses', 'ServerAlias x'],
  ['refuses', 'SSLMutex default'],
  ['refuses', '<Directory @ROOT@/www>\nOrder allow,deny\n</Directory>'],
  ['refuses', 'LockFile /x'],
  ['refuses', 'AcceptMutex flock'],
  ['refuses', 'RewriteLog /x'],
  ['refuses', '<Directory @ROOT@/www>\nAuthzUserAuthoritative off\n</Directory>'],
  ['refuses', 'Port 80'],
  ['refuses', 'ProxyPass / http://x/'],
];
