/** Objects that have what is listed and nothing else: whoever touches more fails, with its name. */
import { EventEmitter } from "node:events";

/** What test runners and promises look for in everything. */
const askedOfAll = ["then", "toJSON", "asymmetricMatch", "$$typeof", "nodeType", "tagName", "hasAttribute"];

/** `name`: for the message, such as "app". `listed` and `members` must name the same. */
export function exact<T extends object>(name: string, listed: readonly string[], members: T): T {
  const missing = listed.filter((member) => !(member in members));
  if (missing.length > 0) throw new Error(`The double of ${name} lacks ${missing.join(", ")}.`);
  return new Proxy(members, {
    get(target, member) {
      if (typeof member === "symbol" || listed.includes(member)) return Reflect.get(target, member);
      if (askedOfAll.includes(member)) return undefined;
      throw new Error(`Electron's ${name}.${member} is used, but not listed in used-api.ts.`);
    },
    set(_target, member) {
      throw new Error(`Electron's ${name}.${String(member)} is set.`);
    },
  });
}

/** The listening half of an emitter, for the events that are listed. `emit` is for the test. */
export function exactEvents(name: string, events: readonly string[]) {
  const emitter = new EventEmitter();
  const check = (event: string) => {
    if (!events.includes(event)) throw new Error(`Electron's ${name} is listened to for "${event}", which used-api.ts does not list.`);
  };
  return {
    on(event: string, listener: (...args: unknown[]) => void) {
      check(event);
      emitter.on(event, listener);
      return this;
    },
    once(event: string, listener: (...args: unknown[]) => void) {
      check(event);
      emitter.once(event, listener);
      return this;
    },
    emit: (event: string, ...args: unknown[]) => {
      check(event);
      return emitter.emit(event, ...args);
    },
  };
}
