import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { PURPOSE_REGISTRY, PURPOSES } from "@/lib/domain/consent";

const SINCE = [
  ["any", "At any time"],
  ["day", "Within a day"],
  ["week", "Within a week"],
  ["month", "Within a month"],
  ["year", "Within a year"],
] as const;

/** The rider that is meant. @param of what is narrowed: no two fields of a page have one id. */
export const RiderField = ({ of, rider }: { of: string; rider: string | undefined }) => (
  <Field label="Rider" htmlFor={`${of}-rider`} className="md:min-w-56 md:max-w-80 md:flex-1">
    <Input
      id={`${of}-rider`}
      name="rider"
      defaultValue={rider}
      maxLength={120}
      placeholder="As their app calls them, or the id"
      autoComplete="off"
    />
  </Field>
);

/** Who did it. */
export const PersonField = ({ of, person }: { of: string; person: string | undefined }) => (
  <Field label="Person" htmlFor={`${of}-person`} className="md:min-w-44 md:max-w-56 md:flex-1">
    <Input
      id={`${of}-person`}
      name="person"
      defaultValue={person}
      maxLength={120}
      placeholder="Name or e-mail address"
      autoComplete="off"
    />
  </Field>
);

/** Purposes that riders agree to. */
export const PurposeField = ({ of, purpose }: { of: string; purpose: string | undefined }) => (
  <Field label="Purpose" htmlFor={`${of}-purpose`} className="md:min-w-44 md:max-w-56 md:flex-1">
    <Select id={`${of}-purpose`} name="purpose" defaultValue={purpose ?? ""}>
      <option value="">All purposes</option>
      {PURPOSES.map((each) => (
        <option key={each} value={each}>
          {PURPOSE_REGISTRY[each].name}
        </option>
      ))}
    </Select>
  </Field>
);

/** How long ago at most. */
export const SinceField = ({ of, since }: { of: string; since: string }) => (
  <Field label="When" htmlFor={`${of}-since`} className="md:min-w-32 md:max-w-40 md:flex-1">
    <Select id={`${of}-since`} name="since" defaultValue={since}>
      {SINCE.map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </Select>
  </Field>
);
