import { type ComponentProps, useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A labelled line of text in a form. */
export function TextField({
  label,
  className = "w-40",
  ...rest
}: ComponentProps<"input"> & { label: string; name: string }) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id} className={className}>
      <Input id={id} autoComplete="off" {...rest} />
    </Field>
  );
}
