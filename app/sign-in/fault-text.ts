/** What a failed attempt says. Nothing here tells whether an account exists. */
export function faultText(code: string): string {
  const seconds = /^slow-down:(\d{1,4})$/.exec(code)?.[1];
  if (seconds !== undefined)
    return `Too many attempts. Try again in ${seconds} ${seconds === "1" ? "second" : "seconds"}.`;
  switch (code) {
    case "CredentialsSignin":
      return "E-mail address or password is not right.";
    case "AccessDenied":
      return "You are known there, but have no access here. An administrator can change that.";
    case "SessionRequired":
      return "Sign in to see this page.";
    case "unavailable":
      return "Signing in does not work right now. Try again shortly.";
    default:
      return "Signing in did not work. Try again.";
  }
}
