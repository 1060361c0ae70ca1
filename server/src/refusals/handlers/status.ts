/** HTTP status codes that httpd has a line for (modules/http/http_protocol.c, status_lines; measured with 2.4.71). */
const KNOWN = new Set([
  100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408,
  409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
]);

/** Whether httpd can answer with this status. */
export function statusIsKnown(status: number): boolean {
  return KNOWN.has(status);
}

/** Whether a status is a redirect to httpd (ap_is_HTTP_REDIRECT). */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}
