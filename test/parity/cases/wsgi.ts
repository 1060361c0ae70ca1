/** mod_wsgi: daemons, scripts and the groups that they name (measured with httpd 2.4.71, mod_wsgi 4.9.4 and OpenSSL 3.0). */
import type { ParityCase } from '../case.ts';

export const wsgiCases: readonly ParityCase[] = [
  ['refuses', 'WSGIDaemonProcess a\nWSGIDaemonProcess a'],
  ['refuses', '<VirtualHost *:1>\nServerName a\nWSGIDaemonProcess a\n</VirtualHost>\n<VirtualHost *:2>\nServerName b\nWSGIDaemonProcess a\n</VirtualHost>'],
  ['refuses', 'WSGIDaemonProcess'],
  ['refuses', 'WSGIDaemonProcess a foo=1'],
  ['refuses', 'WSGIDaemonProcess a threads = 5'],
  ['refuses', 'WSGIDaemonProcess a Threads=5'],
  ['refuses', 'WSGIDaemonProcess a threads'],
  ['refuses', 'WSGIDaemonProcess a processes=0'],
  ['refuses', 'WSGIDaemonProcess a threads=-1'],
  ['starts', 'WSGIDaemonProcess a threads=abc'],
  ['refuses', 'WSGIDaemonProcess a user=root'],
  ['refuses', 'WSGIDaemonProcess a user=nosuch'],
  ['refuses', 'WSGIDaemonProcess a home=x'],
  ['starts', 'WSGIDaemonProcess a python-home=/nowhere'],
  ['refuses', 'WSGIDaemonProcess a umask=9'],
  ['refuses', 'WSGIDaemonProcess a send-buffer-size=10'],
  ['refuses', 'WSGIDaemonProcess a script-user=www-data script-group=www-data'],
  ['refuses', 'WSGIScriptAlias /'],
  ['refuses', 'WSGIScriptAlias / /x foo=1'],
  ['refuses', 'WSGIScriptAlias / /x process-group=nope application-group=%{GLOBAL}'],
  ['starts', 'WSGIScriptAlias / /x process-group=nope'],
  ['starts', 'WSGIProcessGroup nope'],
  [
    'refuses',
    '<VirtualHost *:1>\nServerName a\nWSGIDaemonProcess g\n</VirtualHost>\n<VirtualHost *:2>\nServerName b\nWSGIScriptAlias / /x process-group=g application-group=%{GLOBAL}\n</VirtualHost>',
  ],
  [
    'starts',
    '<VirtualHost *:1>\nServerName a\nWSGIDaemonProcess g\n</VirtualHost>\n<VirtualHost *:2>\nServerName a\nWSGIScriptAlias / /x process-group=g application-group=%{GLOBAL}\n</VirtualHost>',
  ],
  [
    'refuses',
    '<VirtualHost *:1>\nServerName a\nWSGIDaemonProcess g\n</VirtualHost>\n<VirtualHost *:2>\nWSGIScriptAlias / /x process-group=g application-group=%{GLOBAL}\nServerName a\n</VirtualHost>',
  ],
  ['refuses', '<VirtualHost *:1>\nServerName a\nWSGIScriptAlias / /x process-group=g application-group=%{GLOBAL}\nWSGIDaemonProcess g\n</VirtualHost>'],
  ['refuses', 'WSGIImportScript /x'],
  ['refuses', 'WSGIImportScript /x application-group=%{GLOBAL}'],
  ['refuses', 'WSGIImportScript /x application-group=%{GLOBAL} process-group=nope'],
  ['refuses', 'WSGIPassAuthorization yes'],
  ['refuses', 'WSGIMapHEADToGET foo'],
  ['refuses', 'WSGIHandlerScript x'],
  ['refuses', 'WSGITrustedProxies foo'],
  ['refuses', 'WSGITrustedProxies 10.0.0.0/99'],
  ['refuses', 'WSGIPythonHashSeed foo'],
];

/** What only mod_wsgi 6 says (measured with 6.0.5). */
export const wsgi6Cases: readonly ParityCase[] = [
  ['refuses', 'WSGITelemetryService udp:1.2.3.4:5'],
  ['refuses', 'WSGISwitchInterval 0'],
  ['starts', 'WSGIPerInterpreterGIL On'],
  ['starts', 'WSGIFreeThreading On'],
  ['refuses', '<VirtualHost *:1>\n<WSGIInterpreterOptions process-group=a>\n</WSGIInterpreterOptions>\n</VirtualHost>'],
  ['refuses', '<WSGIInterpreterOptions foo=a>\n</WSGIInterpreterOptions>'],
  ['refuses', 'WSGILazyInitialization On'],
  ['starts', 'WSGIVerboseDebugging On'],
];
