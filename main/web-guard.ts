/** Who may speak to the web host: this page in this browser, by a token that was printed once. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const allowedFailures = 10;
const failureWindowMs = 60_000;
/** What browsers say of where a request comes from: our page, or an address that was typed or clicked elsewhere. Others say nothing. */
const ownSites: unknown[] = [undefined, "same-origin", "none"];

export interface Guard {
  /** 256 random bits, as text for an address */
  token: string;
  /** Why a request is refused before anything else is looked at; undefined when it may go on. */
  foreign(request: IncomingMessage): string | undefined;
  /** The token of the address, at its first use: "right", "wrong", or "wait" after too many wrong ones. */
  checkToken(token: string): "right" | "wrong" | "wait";
  cookie(): string;
  hasCookie(request: IncomingMessage): boolean;
}

/**
 * [Note: guard] Other pages of the same browser can send requests to 127.0.0.1 (and, with a name of their own that leads
 * there, read the answers): so Host and Origin must be exactly ours. A picture is asked for without an Origin, and pages of
 * other ports of this computer count as the same site, whose requests carry the cookie: browsers tell in Sec-Fetch-Site.
 * Other users of the same computer can connect: so a cookie is asked for, which only the printed address gives. Cookies do
 * not know ports: its name does.
 * Only tokens in addresses are counted as failures: a forgotten tab with an old cookie must not lock its owner out.
 */
export function createGuard(port: () => number): Guard {
  const token = randomBytes(32).toString("base64url");
  const host = () => `127.0.0.1:${port()}`;
  const cookieName = () => `recompose_${port()}`;
  let failures: number[] = [];

  return {
    token,
    foreign({ headers }) {
      if (headers.host !== host()) return "This address is not answered here.";
      if (headers.origin !== undefined && headers.origin !== `http://${host()}`) return "Other pages are not answered.";
      if (!ownSites.includes(headers["sec-fetch-site"])) return "Other pages are not answered.";
      return undefined;
    },
    checkToken(given) {
      failures = failures.filter((at) => at > Date.now() - failureWindowMs);
      if (failures.length >= allowedFailures) return "wait";
      if (same(given, token)) return "right";
      failures.push(Date.now());
      return "wrong";
    },
    cookie: () => `${cookieName()}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    hasCookie: ({ headers }) => cookiesNamed(headers.cookie ?? "", cookieName()).some((value) => same(value, token)),
  };
}

/** In constant time, whatever the lengths. */
function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function cookiesNamed(header: string, name: string): string[] {
  return header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
