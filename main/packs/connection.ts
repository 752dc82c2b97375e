/** One request over the network: the only place that opens a connection. Proxies are those of the environment. */
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { AppError } from "../../contract/errors.ts";

const mostRedirects = 5;

export interface Answer {
  response: IncomingMessage;
  /** Where it came from in the end */
  url: URL;
  /** The commit that a hub names on the way */
  commit?: string | undefined;
  /** Of the file, as the first host on the way that names them has it, else the last */
  stated: { etag: string | undefined; bytes: number | undefined };
}

export interface AskOptions {
  headers?: Record<string, string>;
  method?: "GET" | "HEAD";
  signal: AbortSignal;
  /** So long without a byte, and the connection is given up */
  silenceMs: number;
}

/**
 * Follows redirects that stay with https (or, for a host on this computer, http).
 * Throws download-failed for addresses that are refused, and what the connection throws.
 */
export async function ask(address: string, options: AskOptions): Promise<Answer> {
  let url = checked(new URL(address));
  let commit: string | undefined;
  let [etag, size]: (string | undefined)[] = [];
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await askOnce(url, options);
    const { statusCode = 0, headers } = response;
    commit ??= [headers["x-repo-commit"]].flat()[0];
    etag ??= [headers["x-linked-etag"]].flat()[0];
    size ??= [headers["x-linked-size"]].flat()[0];
    if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) {
      const bytes = Number(size ?? headers["content-length"]);
      return { response, url, commit, stated: { etag: etag ?? headers.etag, bytes: Number.isSafeInteger(bytes) ? bytes : undefined } };
    }
    response.destroy();
    url = checked(followed(url, headers.location));
  }
  throw refused(`${url.host} sends from one address to the next without end.`);
}

function followed(from: URL, location: string): URL {
  const to = URL.parse(location, from.href);
  if (!to) throw refused(`${from.host} sends to "${location.slice(0, 200)}", which is no address.`);
  if (from.protocol === "https:" && to.protocol !== "https:")
    throw refused(`${from.host} sends to ${to.protocol}//, which is not safe to follow.`);
  return to;
}

function checked(url: URL): URL {
  if (url.protocol === "https:" || (url.protocol === "http:" && isThisComputer(url.hostname))) return url;
  throw refused(`"${url.protocol}//${url.host}" is not asked: only https is, and http on this computer.`);
}

function isThisComputer(host: string): boolean {
  return host === "localhost" || host === "[::1]" || (isIP(host) === 4 && host.startsWith("127."));
}

function refused(what: string): AppError {
  return new AppError("download-failed", what, "Get the file in another way and import it.");
}

const proxies = { proxyEnv: process.env };
const agents = { "http:": new http.Agent(proxies), "https:": new https.Agent(proxies) };

function askOnce(url: URL, { headers, method = "GET", signal, silenceMs }: AskOptions): Promise<IncomingMessage> {
  const protocol = url.protocol === "http:" ? "http:" : "https:";
  return new Promise((resolve, reject) => {
    const options = { method, headers: { "user-agent": "recompose", ...headers }, signal, agent: agents[protocol] };
    const request = (protocol === "http:" ? http : https).request(url, options, resolve);
    request.setTimeout(silenceMs, () => request.destroy(new Error(`${url.host} was silent for ${silenceMs / 1000} s`)));
    request.on("error", (error) => reject(ofProxy(error, protocol)));
    request.end();
  });
}

/** What a proxy does not let through is said to be its doing: the host may be well. Names and passwords in its address are not shown. */
function ofProxy(error: NodeJS.ErrnoException & { port?: number; hostname?: string }, protocol: "http:" | "https:"): Error {
  const name = protocol === "http:" ? "HTTP_PROXY" : "HTTPS_PROXY";
  const proxy = URL.parse(process.env[name.toLowerCase()] || process.env[name] || "");
  if (!proxy) return error;
  const port = Number(proxy.port || (proxy.protocol === "https:" ? 443 : 80));
  const isOfProxy = error.code === "ERR_PROXY_TUNNEL" || error.port === port || error.hostname === proxy.hostname;
  return isOfProxy ? new Error(`the proxy ${proxy.host} (${name}) gives no way there: ${error.message}`, { cause: error }) : error;
}
