import { commands, movements } from "../commands.ts";
import { keyInWords } from "../key-names.ts";
import { strings } from "../strings/index.ts";

/** The table of keys, and what can be typed. */
export function Keys() {
  const words = strings.commands;
  const all = [...commands, ...movements].filter(({ keys }) => keys.length > 0);
  return (
    <div className="keys">
      <section>
        <h3>{words.groups.photos}</h3>
        <KeyList rows={all.filter(({ where }) => where === "photos").map(({ keys, name }) => [keys, words.names[name]])} />
      </section>
      <section>
        <h3>{words.groups.everywhere}</h3>
        <KeyList rows={all.filter(({ where }) => where === "everywhere").map(({ keys, name }) => [keys, words.names[name]])} />
        <h3>{words.groups.typed}</h3>
        <dl className="typed">
          {words.typed.map(([text, does]) => (
            <div key={text}>
              <dt>
                <kbd>{text}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

function KeyList({ rows }: { rows: [string[], string][] }) {
  return (
    <dl>
      {rows.map(([keys, does]) => (
        <div key={does}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{keyInWords(key)}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
