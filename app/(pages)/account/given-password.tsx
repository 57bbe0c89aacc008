/** Says to who signs in with a password that somebody else knows that they are to choose another. */
export function GivenPassword() {
  return (
    <p role="status" className="rounded-r-md border-late border-l-[3px] bg-surface px-3 py-2">
      <span className="font-medium">Choose a password of your own.</span>{" "}
      <span className="text-ink-2">
        The one that you signed in with was set by an administrator, and is known to more people than you.
      </span>
    </p>
  );
}
