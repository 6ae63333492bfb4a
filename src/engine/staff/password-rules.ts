/** The fewest and the most characters of a password. Length is what counts; nobody is asked for signs and capitals. */
const leastCharacters = 12;
const mostCharacters = 200;

/** Long ones that are tried first, and ours that everybody knows; as they are compared, in lower case. */
const commonest = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234567890',
  '123412341234',
  '123123123123',
  '012345678910',
  '987654321012',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopas',
  'qwerty123456',
  'qwertyqwerty',
  'asdfghjkl123',
  'abcdefghijkl',
  'abcd12345678',
  'password1234',
  'password12345',
  'password123456',
  'password123!',
  'password2026',
  'passwordpassword',
  'iloveyou1234',
  'iloveyouiloveyou',
  'letmeinletmein',
  'welcome12345',
  'welcome123456',
  'administrator',
  'administrator1',
  'administrator123',
  'adminadminadmin',
  'changemechangeme',
  'trustno1trustno1',
  'allahuakbar1',
  'bismillah123',
  'mohammed1234',
  'muhammad1234',
  'tajdeedtajdeed',
  'tajdeed123456',
  'demo-tajdeed-demo',
]);

/** Why a password is not taken. `common`: it is among the first that are tried. */
export type PasswordProblem = 'short' | 'long' | 'login' | 'common';

/** What is wrong with a new password; `null` when nothing is. */
export function judgePassword(password: string, login: string): PasswordProblem | null {
  const characters = [...password];
  if (characters.length < leastCharacters) return 'short';
  if (characters.length > mostCharacters) return 'long';
  const plain = password.toLowerCase();
  if (login.length >= 3 && plain.replaceAll(login, '').length < leastCharacters - 4 && plain.includes(login))
    return 'login';
  if (commonest.has(plain) || new Set(plain).size < 5) return 'common';
  return null;
}
