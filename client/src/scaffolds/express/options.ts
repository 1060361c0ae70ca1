/** The options of `mod_wsgi-express start-server` and `setup-server`, as mod_wsgi 6.0.5 has them. Names stand without their dashes. */

/** What an option takes: nothing, a text, a whole number, a number, or two texts. */
export type Takes = 'nothing' | 'text' | 'number' | 'decimal' | 'pair';

/** One option. */
export interface ExpressOption {
  readonly name: string;
  readonly takes: Takes;
  /** Whether it may be given several times. */
  readonly repeats: boolean;
  /** Whether Windows lacks it. */
  readonly isUnixOnly: boolean;
  /** Whether `--help` keeps silent about it. */
  readonly isHidden: boolean;
}

const words = (text: string): readonly string[] => text.split(' ');

const FLAGS = words(
  'http2 ssl-environment https-only allow-localhost enable-sendfile disable-reloading reload-on-changes directory-listing error-override ' +
    'compress-responses server-metrics enable-telemetry free-threading server-status access-log startup-log verbose-debugging log-to-terminal ' +
    'rotate-logs chunked-request with-php5 with-cgi orphan-interpreter embedded-mode enable-docs debug-mode enable-debugger debugger-startup ' +
    'enable-coverage enable-profiler enable-recorder enable-gdb setup-only',
);

const TEXTS = words(
  'application-type entry-point application-group process-group host ssl-certificate-file ssl-certificate-key-file ssl-certificate ' +
    'ssl-ca-certificate-file ssl-certificate-chain-file hsts-policy server-name user group callable-object map-head-to-get document-root ' +
    'directory-index mount-point telemetry-service host-access-script auth-user-script auth-type auth-group-script auth-group rewrite-rules ' +
    'envvars-script lang locale working-directory pid-file server-root log-directory log-level access-log-format error-log-format ' +
    'error-log-name access-log-name startup-log-name rotatelogs-executable python-eggs shell-executable httpd-executable process-name ' +
    'modules-directory mime-types socket-prefix coverage-directory profiler-directory recorder-directory gdb-executable',
);

const NUMBERS = words(
  'port https-port ssl-port processes threads max-clients limit-request-body maximum-requests startup-timeout shutdown-timeout ' +
    'restart-interval cpu-time-limit graceful-timeout eviction-timeout deadlock-timeout inactivity-timeout request-timeout interrupt-timeout ' +
    'connect-timeout socket-timeout proxy-timeout queue-timeout header-timeout header-max-timeout header-min-rate body-timeout body-max-timeout ' +
    'body-min-rate server-backlog daemon-backlog send-buffer-size receive-buffer-size header-buffer-size response-buffer-size ' +
    'response-socket-timeout response-flush-delay keep-alive-timeout telemetry-ui-port max-log-size',
);

const DECIMALS = words('initial-workers minimum-spare-workers maximum-spare-workers telemetry-interval slow-requests switch-interval');

/** Texts that may be given several times. */
const LISTS = words(
  'ssl-verify-client server-alias ignore-activity allow-override trust-proxy-header trust-proxy telemetry-options include-file passenv ' +
    'server-mpm python-path python-warnings',
);

const PAIRS = words(
  'url-alias error-document proxy-mount-point proxy-url-alias proxy-virtual-host setenv add-handler service-script service-user service-group ' +
    'service-log-file',
);

const UNIX_ONLY = new Set(
  words(
    'processes max-clients initial-workers minimum-spare-workers maximum-spare-workers startup-timeout shutdown-timeout restart-interval ' +
      'cpu-time-limit graceful-timeout eviction-timeout deadlock-timeout inactivity-timeout ignore-activity request-timeout interrupt-timeout ' +
      'connect-timeout daemon-backlog send-buffer-size receive-buffer-size header-buffer-size response-buffer-size response-socket-timeout ' +
      'response-flush-delay disable-reloading reload-on-changes user group enable-telemetry telemetry-ui-port envvars-script lang server-mpm ' +
      'startup-log log-to-terminal startup-log-name rotate-logs max-log-size rotatelogs-executable shell-executable httpd-executable process-name ' +
      'mime-types socket-prefix service-script service-user service-group service-log-file embedded-mode debug-mode enable-debugger ' +
      'debugger-startup enable-coverage coverage-directory enable-profiler profiler-directory enable-recorder recorder-directory enable-gdb ' +
      'gdb-executable setup-only',
  ),
);

const HIDDEN = new Set(words('ssl-port proxy-url-alias lang verbose-debugging with-php5'));

function described(names: readonly string[], takes: Takes, repeats: boolean): ExpressOption[] {
  return names.map((name) => ({ name, takes, repeats, isUnixOnly: UNIX_ONLY.has(name), isHidden: HIDDEN.has(name) }));
}

const ALL = [
  ...described(FLAGS, 'nothing', false),
  ...described(TEXTS, 'text', false),
  ...described(NUMBERS, 'number', false),
  ...described(DECIMALS, 'decimal', false),
  ...described(LISTS, 'text', true),
  ...described(PAIRS, 'pair', true),
];

/** Every option by its name. */
export const EXPRESS_OPTIONS: ReadonlyMap<string, ExpressOption> = new Map(ALL.map((option) => [option.name, option]));
