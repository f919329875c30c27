import type { ConnectParts } from "./connect-parts.js";
import { FlinksRefusal } from "./flinks-answer.js";
import type { Login } from "./login-register.js";
import { Challenge } from "./security-questions.js";
import type { Session } from "./session-register.js";

type Parts = Pick<ConnectParts, "logins" | "sessions" | "reads">;

/** Opens a session on what the last live read has stored. */
export function openCachedSession({ sessions }: Parts, login: Login): Session {
  return sessions.open(login, { save: true });
}

/**
 * Opens a session that reads at the bank: at once, or after a security question.
 * @throws FlinksRefusal if the bank refuses the login or is just being read.
 */
export function openLiveSession(parts: Parts, login: Login, save: boolean): Session {
  if (login.refusal !== null) throw new FlinksRefusal(login.refusal);
  refuseWhileRead(parts, login);
  const challenge = askQuestion(login);
  const session = parts.sessions.open(login, { save, ...(challenge !== undefined && { challenge }) });
  if (challenge === undefined) authorizeSession(parts, session);
  return session;
}

/** The question the bank has for this live read, if it has one. */
export function askQuestion(login: Login): Challenge | undefined {
  if (!login.asksMfa && !login.asksMfaNext) return undefined;
  login.asksMfaNext = false;
  login.questionsAsked += 1;
  return new Challenge(login.questionsAsked - 1);
}

/**
 * The bank is satisfied: the session's data are being read.
 * @throws FlinksRefusal CARD_IN_USE while another session's are.
 */
export function authorizeSession(parts: Parts, session: Session): void {
  const { login, requestId, save } = session;
  refuseWhileRead(parts, login);
  parts.sessions.authorize(session);
  if (save) parts.logins.keep(login);
  session.read = parts.reads.start(login, requestId, save);
}

/** The code is documented for DeleteCard; that a second live read gets it too is inferred. */
function refuseWhileRead({ reads }: Parts, login: Login): void {
  if (reads.isRunning(login.id)) throw new FlinksRefusal("CARD_IN_USE");
}
