import { strings } from "../strings/en.ts";

export function Keys() {
  return (
    <div className="keys">
      <KeyList list={strings.keys.list} />
      <section>
        <h3>{strings.keys.typed}</h3>
        <KeyList list={strings.keys.typedList} />
      </section>
    </div>
  );
}

function KeyList({ list }: { list: string[][] }) {
  return (
    <dl>
      {list.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
