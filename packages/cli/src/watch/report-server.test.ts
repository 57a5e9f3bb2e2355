import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ReportServer } from './report-server.ts';

let server: ReportServer;
let url: URL;
beforeEach(async () => {
  server = await ReportServer.open('<img src=x>.yaml');
  url = new URL(server.url);
});
afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A request whose headers are as given, which `fetch` would not allow. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', host = url.hostname): Promise<Answer> {
  return new Promise((settle, fail) => {
    const asked = request(
      { host, port: url.port, path, method, headers: { host: url.host, ...headers } },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => settle({ status: response.statusCode!, body, headers: response.headers }));
      },
    );
    asked.on('error', fail);
    asked.end();
  });
}

test('the address is of the loopback interface, with a token that is another one each time', async () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/);
  const other = await ReportServer.open('other');
  expect(new URL(other.url).pathname).not.toBe(url.pathname);
  await other.close();
});

test('nobody listens on other interfaces', async () => {
  const addresses = Object.values(networkInterfaces()).flatMap((own) => own ?? []);
  const outside = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (outside === undefined) return;
  await expect(ask(url.pathname, {}, 'GET', outside.address)).rejects.toThrow(/ECONNREFUSED/);
});

test('the report is served under the token once it is there, and nothing else is', async () => {
  expect((await ask(`${url.pathname}report.html`)).status).toBe(404);
  server.show('<p>report</p>');
  const { status, body, headers } = await ask(`${url.pathname}report.html`);
  expect([status, body]).toEqual([200, '<p>report</p>']);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  for (const path of ['summary.json', '../package.json', '%2e%2e/package.json', 'report.html/x', 'report.html?x']) {
    expect((await ask(`${url.pathname}${path}`)).status, path).toBeGreaterThanOrEqual(403);
  }
});

test.each([
  ['/', {}, 'GET', 403],
  ['/0123456789abcdef0123456789abcdef/', {}, 'GET', 403],
  ['TOKEN', { host: 'evil.example' }, 'GET', 403],
  ['TOKEN', { host: `evil.example:PORT` }, 'GET', 403],
  ['TOKEN', { host: '127.0.0.1' }, 'GET', 403],
  ['TOKEN', { host: 'localhost:PORT' }, 'GET', 200],
  ['TOKEN', {}, 'POST', 405],
  ['TOKEN', {}, 'GET', 200],
] as const)('%s %j %s: %i', async (path, headers, method, status) => {
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', url.port)]),
  );
  expect((await ask(path.replace('TOKEN', url.pathname), named, method)).status).toBe(status);
});

test('the page around the report runs its own script only, and takes a name for text', async () => {
  const { body, headers } = await ask(url.pathname);
  const [, nonce] = /script-src 'nonce-([^']+)'/.exec(String(headers['content-security-policy']))!;
  expect(body.match(/<script/g)).toHaveLength(1);
  expect(body).toContain(`<script nonce="${nonce}">`);
  expect(body).not.toContain('<img');
  expect((await ask(url.pathname)).body).not.toContain(nonce);
});

test('who listens is told how it stands, and of every change', async () => {
  const answer = await fetch(`${server.url}events`);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body!.getReader();
  const next = async (): Promise<unknown> => {
    const { value } = await reader.read();
    return JSON.parse(new TextDecoder().decode(value).replace(/^data: /, ''));
  };
  expect(await next()).toEqual({ state: 'running', version: 0, message: '' });
  server.show('one');
  expect(await next()).toEqual({ state: 'done', version: 1, message: '' });
  server.running();
  expect(await next()).toMatchObject({ state: 'running', version: 1 });
  server.fail('cevns: line\nline');
  expect(await next()).toEqual({ state: 'failed', version: 1, message: 'cevns: line\nline' });
});
