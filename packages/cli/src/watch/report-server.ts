import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WatchState, watchPage, watchPolicy } from './watch-page.ts';

const HOST = '127.0.0.1';

/** Nothing is kept, guessed, embedded elsewhere, or told to other pages. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Shows a report to the browsers of this machine, and tells them when there is a new one. It listens on the loopback interface, at a port that the
 * system chooses, and answers only requests for that address whose path begins with a random token: neither another user of the machine nor a
 * page from elsewhere, which could get in by a name of its own for 127.0.0.1, knows it. It serves the report and nothing else.
 */
export class ReportServer {
  readonly #title: string;
  readonly #token = randomBytes(16).toString('hex');
  readonly #server: Server;
  readonly #listeners = new Set<ServerResponse>();
  #html: string | undefined;
  #state: WatchState = { state: 'running', version: 0, message: '' };

  private constructor(title: string) {
    this.#title = title;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** @param title what the page is called */
  static async open(title: string): Promise<ReportServer> {
    const opened = new ReportServer(title);
    await new Promise<void>((settle, fail) => {
      opened.#server.once('error', fail);
      opened.#server.listen(0, HOST, settle);
    });
    return opened;
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://${HOST}:${this.#port}/${this.#token}/`;
  }

  /** Says that a run has begun; the last report stays. */
  running(): void {
    this.#tell({ ...this.#state, state: 'running' });
  }

  /** Shows a report. */
  show(html: string): void {
    this.#html = html;
    this.#tell({ state: 'done', version: this.#state.version + 1, message: '' });
  }

  /** Shows what went wrong beside the last report. */
  fail(message: string): void {
    this.#tell({ ...this.#state, state: 'failed', message });
  }

  async close(): Promise<void> {
    const closed = new Promise((settle) => this.#server.close(settle));
    for (const listener of this.#listeners) listener.end();
    this.#server.closeAllConnections();
    await closed;
  }

  #tell(state: WatchState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener.write(eventOf(state));
  }

  #answer({ headers, method, url = '' }: IncomingMessage, response: ServerResponse): void {
    const [, token = '', page = '', ...more] = url.split('/');
    const isAddressed = [`${HOST}:${this.#port}`, `localhost:${this.#port}`].includes(headers.host ?? '');
    const isAllowed = isAddressed && isSame(token, this.#token) && more.length === 0;
    if (!isAllowed || method !== 'GET') response.writeHead(isAllowed ? 405 : 403, HEADERS).end();
    else if (page === '') this.#sendPage(response);
    else if (page === 'report.html' && this.#html !== undefined) this.#sendReport(response, this.#html);
    else if (page === 'events') this.#listen(response);
    else response.writeHead(404, HEADERS).end();
  }

  /** The report brings the policy that it has as a file; here it may also stand in the page around it. */
  #sendReport(response: ServerResponse, html: string): void {
    const own = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "frame-ancestors 'self'" };
    response.writeHead(200, { ...HEADERS, ...own }).end(html);
  }

  #sendPage(response: ServerResponse): void {
    const nonce = randomBytes(16).toString('base64');
    const own = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': watchPolicy(nonce) };
    response.writeHead(200, { ...HEADERS, ...own }).end(watchPage(this.#title, nonce));
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
    response.write(eventOf(this.#state));
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }
}

function eventOf(state: WatchState): string {
  return `data: ${JSON.stringify(state)}\n\n`;
}

/** Compares in a time that says nothing about how much is right. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
