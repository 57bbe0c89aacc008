"use client";

import { type ReactNode, useId } from "react";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";

type Faults = Readonly<Record<string, string>>;

/** A line of text of a form, with its fault. */
export function TextField({
  name,
  label,
  faults,
  ...rest
}: {
  name: string;
  label: string;
  faults: Faults;
  type?: "email" | "text" | "password";
  autoComplete?: string;
  placeholder?: string;
  defaultValue?: string;
}) {
  const id = useId();
  const fault = faults[name];
  return (
    <Field label={label} htmlFor={id} fault={fault} className="w-96 max-w-full">
      <Input
        id={id}
        name={name}
        autoComplete="off"
        aria-invalid={fault !== undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        {...rest}
      />
    </Field>
  );
}

/** Why something is changed: kept in the audit. */
export const ReasonField = ({ faults, placeholder }: { faults: Faults; placeholder: string }) => (
  <TextField name="reason" label="Reason" faults={faults} placeholder={placeholder} />
);

/** One of several. */
export function ChoiceField({
  name,
  label,
  faults,
  options,
  defaultValue,
}: {
  name: string;
  label: string;
  faults: Faults;
  options: readonly (readonly [value: string, label: string])[];
  defaultValue?: string;
}) {
  const id = useId();
  const fault = faults[name];
  return (
    <Field label={label} htmlFor={id} fault={fault} className="w-96 max-w-full">
      <Select id={id} name={name} defaultValue={defaultValue} aria-invalid={fault !== undefined}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Several of several. */
export function ChecksField({
  name,
  label,
  faults,
  options,
  checked = [],
}: {
  name: string;
  label: string;
  faults: Faults;
  options: readonly (readonly [value: string, label: ReactNode])[];
  checked?: readonly string[];
}) {
  const id = useId();
  const fault = faults[name];
  return (
    <fieldset aria-describedby={fault ? `${id}-fault` : undefined} className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-ink-2 text-xs">{label}</legend>
      <div className="grid max-w-2xl gap-x-6 gap-y-1 sm:grid-cols-2">
        {options.map(([value, text]) => (
          <label key={value} className="flex items-start gap-2">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={checked.includes(value)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {fault ? (
        <p id={`${id}-fault`} className="text-fault text-xs">
          {fault}
        </p>
      ) : null}
    </fieldset>
  );
}
