import type { DemoAccount } from "@/lib/domain/demo-accounts";

/** Accounts of the local stack; choosing one fills the form. */
export function DemoAccounts({
  accounts,
  password,
  chosen,
  onChoose,
}: {
  accounts: readonly DemoAccount[];
  password: string;
  chosen: string;
  onChoose: (email: string) => void;
}) {
  return (
    <section aria-labelledby="demo" className="border-t pt-3">
      <h2 id="demo" className="text-xs">
        Demo accounts of this local stack
      </h2>
      <p className="text-ink-2 text-xs">
        Choose one to fill in the form; their password is{" "}
        <span className="font-mono text-ink">{password}</span>.
      </p>
      <ul className="mt-2 grid grid-cols-1 gap-1">
        {accounts.map(({ email, about, organisation }) => (
          <li key={email}>
            <button
              type="button"
              aria-pressed={email === chosen}
              onClick={() => onChoose(email)}
              className="flex w-full items-baseline justify-between gap-3 rounded-md px-2 py-1 text-left hover:bg-sunken aria-pressed:bg-accent-soft"
            >
              <span>{about}</span>
              <span className="text-ink-2 text-xs">{organisation}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
