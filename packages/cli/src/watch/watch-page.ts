/** What the open page is told. */
export interface WatchState {
  readonly state: 'running' | 'done' | 'failed';
  /** Counts the reports: the page loads a new one when it is higher. */
  readonly version: number;
  /** What went wrong, as it stands in the terminal. */
  readonly message: string;
}

const style = `
:root { color-scheme: light dark; }
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 0.95rem/1.45 system-ui, sans-serif; }
p { margin: 0; padding: .3rem .8rem; border-bottom: 1px solid #8888; }
pre { margin: 0; padding: .6rem .8rem; max-height: 45vh; overflow: auto; white-space: pre-wrap; border-bottom: 1px solid #8888; background: #c4281c22; }
pre:empty { display: none; }
iframe { flex: 1; border: 0; width: 100%; }
`;

/** Texts go in as text: an error quotes what stands in the study. */
const script = `
const status = document.querySelector('p');
const message = document.querySelector('pre');
const frame = document.querySelector('iframe');
let version = 0;
const events = new EventSource('events');
events.onmessage = ({ data }) => {
  const told = JSON.parse(data);
  status.textContent = { running: 'Running\\u2026', done: 'Up to date', failed: 'Failed; below is the last report' }[told.state];
  message.textContent = told.message;
  if (told.version <= version) return;
  const isFirst = version === 0;
  version = told.version;
  const at = isFirst ? 0 : frame.contentWindow.scrollY;
  frame.onload = () => frame.contentWindow.scrollTo(0, at);
  if (isFirst) frame.src = 'report.html';
  else frame.contentWindow.location.reload();
};
events.onerror = () => { status.textContent = 'cevns watch is not running any more'; };
`;

/** The page around the report: how it stands, errors, and the report in a frame that is loaded anew. */
export function watchPage(title: string, nonce: string): string {
  const name = title.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} (watched)</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<p role="status">Waiting</p>
<pre role="alert"></pre>
<iframe title="Report"></iframe>
<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
}

/** What the page may do: run its own script, listen to its server, show its report. */
export function watchPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
