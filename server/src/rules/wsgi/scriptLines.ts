/** Directives that name a script, and which argument it is, counted from 0. */
export const SCRIPT_LINES: Readonly<Record<string, number>> = {
  wsgiscriptalias: 1,
  wsgiscriptaliasmatch: 1,
  wsgihandlerscript: 1,
  wsgiimportscript: 0,
  wsgidispatchscript: 0,
  wsgiaccessscript: 0,
  wsgiauthuserscript: 0,
  wsgiauthgroupscript: 0,
};
