import type { Settings } from "../../contract/settings.ts";
import { strings } from "../strings/index.ts";
import { Choice } from "./Choice.tsx";

interface PairChoiceProps {
  value: Settings["dragOut"];
  onChoose: (value: Settings["dragOut"]) => void;
  testId: string;
}

/** Which files of a RAW and JPEG pair are copied or dragged out. */
export function PairChoice(props: PairChoiceProps) {
  const { pairs, both } = strings.library.copies;
  return (
    <Choice
      label={pairs}
      choices={[
        ["both", both],
        ["jpeg", "JPEG"],
        ["raw", "RAW"],
      ]}
      {...props}
    />
  );
}
