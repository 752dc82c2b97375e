import { Radio, RadioGroup, RadioProvider } from "@ariakit/react";

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  /** Values and what they are called */
  choices: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
  testId?: string;
  /** Why another value cannot be chosen */
  disabled?: string | undefined;
}

/** One of a few, side by side: arrows walk through them. */
export function Choice<T extends string>({ label, value, choices, onChoose, testId, disabled }: ChoiceProps<T>) {
  const choose = (chosen: string | number | null) => {
    const match = choices.find(([name]) => name === chosen);
    if (match && match[0] !== value) onChoose(match[0]);
  };
  return (
    <RadioProvider value={value} setValue={choose}>
      <RadioGroup className="choice" aria-label={label} data-testid={testId} title={disabled}>
        {choices.map(([name, text]) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the Radio in it is an input
          <label key={name} className={name === value ? "chosen" : ""}>
            <Radio value={name} disabled={disabled !== undefined && name !== value} data-testid={testId && `${testId}-${name}`} />
            <span>{text}</span>
          </label>
        ))}
      </RadioGroup>
    </RadioProvider>
  );
}
