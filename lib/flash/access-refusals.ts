/** Why an account can't be used here, as the next page says it. A refused sign-in has a page of its own. */
export const accessRefusals = {
  suspended: {
    title: "This account is suspended.",
    text: "Nothing was changed. The people who run this site can tell you why.",
  },
  "address-not-allowed": {
    title: "The address of this account can’t be used here.",
    text: "Nothing was changed. Only some addresses may sign in to this site: use an account with one of those.",
  },
  "awaiting-approval": {
    title: "Your account waits for approval.",
    text: "The people who run this site have to approve it before you can sign in. Try again later.",
  },
  "sign-up-closed": {
    title: "This site takes no new accounts.",
    text: "Sign in with an account that you have already, or ask the people who run this site.",
  },
  "invitation-required": {
    title: "You need an invitation for a new account.",
    text: "Ask the people who run this site to invite you.",
  },
  "invitation-of-another": {
    title: "This invitation is for another e-mail address.",
    text: "Sign in with the account that has the invited address, or ask for a new invitation.",
  },
  "invitation-unusable": {
    title: "This invitation can’t be used any more.",
    text: "It has expired or was used up. Ask for a new one.",
  },
};
