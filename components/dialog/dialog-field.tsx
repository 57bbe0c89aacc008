"use client";

import { type ComponentProps, useId } from "react";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";

/** A line of a form with its label. @param label of the control. */
export function InputLine({ label, ...rest }: ComponentProps<"input"> & { label: string }) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id}>
      <Input id={id} autoComplete="off" {...rest} />
    </Field>
  );
}

/** A choice of a form, which nobody makes by leaving it as it is. @param choices value and what is shown. */
export function SelectLine({
  label,
  choices,
  ...rest
}: ComponentProps<"select"> & { label: string; choices: readonly (readonly [string, string])[] }) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id}>
      <Select id={id} required defaultValue="" {...rest}>
        <option value="" disabled>
          Choose…
        </option>
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Why, which is kept in the audit. */
export function ReasonLine({ label = "Reason", name = "reason" }: { label?: string; name?: string }) {
  return (
    <InputLine
      label={label}
      name={name}
      required
      minLength={5}
      maxLength={500}
      placeholder="At least five characters"
    />
  );
}
