import { strings } from "../../strings/index.ts";

/** The same command in every language. */
const withoutNetwork = "unshare --map-current-user --net recompose";

/** How to see, without trusting the program, that it sends nothing. */
export function NetworkCheck() {
  const words = strings.status.networkCheck;
  return (
    <div className="network-check" data-testid="network-check">
      <p>{words.text}</p>
      <h3>{words.unplugged}</h3>
      <p>{words.unpluggedText}</p>
      <h3>{words.firewall}</h3>
      <ul>
        <li>{words.windows}</li>
        <li>{words.mac}</li>
        <li>
          {words.linux} <code>{withoutNetwork}</code>
        </li>
      </ul>
      <p>{words.after}</p>
    </div>
  );
}
