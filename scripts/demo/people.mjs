// Synthetic people: person number `n` is the same in every run, address and all.
import { cultures } from './names.mjs';
import { createRandom } from './random.mjs';

const callings = [
  [
    'Bookbinder',
    'Repairs old atlases and makes new notebooks',
    'bookbinding, paper, leather, gilding',
    'maps, libraries, tea',
  ],
  ['Marine biologist', 'Counts seahorses for a living', 'diving, statistics, microscopy', 'tides, kayaking, jazz'],
  [
    'Backend engineer',
    'Keeps queues short and tables narrow',
    'postgresql, typescript, observability',
    'climbing, chess, bread',
  ],
  ['Luthier', 'Builds cellos from local spruce', 'woodworking, acoustics, varnish', 'chamber music, forests'],
  ['Nurse', 'Night shifts, children’s ward', 'paediatrics, triage, listening', 'astronomy, gardening'],
  ['Cartographer', 'Draws the contour lines of places nobody walks', 'gis, surveying, typography', 'glaciers, trains'],
  ['Pastry cook', 'Forty layers, one oven', 'lamination, chocolate, fermentation', 'cycling, markets'],
  ['Translator', 'Between three languages and one deadline', 'editing, terminology, subtitling', 'poetry, crosswords'],
  ['Bridge engineer', 'Interested in what does not move', 'statics, concrete, inspection', 'rowing, photography'],
  ['Beekeeper', 'Sixty hives and a van', 'apiculture, botany, carpentry', 'honey, weather'],
  ['Physics teacher', 'Explains why the sky is dark', 'teaching, optics, electronics', 'telescopes, running'],
  ['Weaver', 'Indigo, madder, walnut', 'weaving, dyeing, pattern drafting', 'textiles, museums'],
  ['Data scientist', 'Asks what the average hides', 'statistics, python, visualisation', 'birds, maps'],
  ['Midwife', 'Here when it matters', 'obstetrics, ultrasound, teaching', 'swimming, choir'],
  ['Sound designer', 'Collects doors, steps and rain', 'recording, mixing, composition', 'radio, synthesisers'],
  ['Gardener', 'Plants trees for other people’s grandchildren', 'pruning, soil, grafting', 'ferns, cricket'],
  ['Restorer', 'Cleans paintings with cotton and patience', 'chemistry, conservation, drawing', 'pigments, opera'],
  ['Ferry captain', 'The same strait, never twice the same', 'navigation, radio, seamanship', 'knots, novels'],
  [
    'Typographer',
    'Draws letters for scripts without enough of them',
    'type design, unicode, calligraphy',
    'signs, printing',
  ],
  ['Vet', 'Large animals, muddy boots', 'surgery, anaesthesia, farming', 'horses, cooking'],
  ['Product designer', 'Takes buttons away', 'prototyping, research, accessibility', 'ceramics, films'],
  ['Geologist', 'Reads hillsides', 'mapping, mineralogy, drilling', 'volcanoes, hiking'],
  ['Puppeteer', 'Speaks through wood', 'carving, theatre, sewing', 'folklore, circus'],
  ['Clockmaker', 'Late for everything else', 'micromechanics, lathe, soldering', 'escapements, chess'],
  ['Choir conductor', 'Sixteen voices on Thursdays', 'conducting, harmony, arranging', 'polyphony, mountains'],
  [
    'Security researcher',
    'Reads the manual to find what it forgets',
    'cryptography, fuzzing, writing',
    'locks, puzzles',
  ],
];

const beginnings = [
  'Grew up by the sea and',
  'Learnt it from an aunt and',
  'Came to it late and',
  'Studied something else and',
];
const endings = [
  'has not looked back.',
  'still keeps the first failed attempt on the shelf.',
  'would do it again.',
  'now teaches it on Saturdays.',
];
const pronouns = ['she/her', 'he/him', 'they/them'];
const statuses = ['In the workshop', 'Away until Monday', 'Reading', 'Open to questions'];

// Most people open their profile; some only to members, and some not at all.
const visibilities = [
  'public',
  'public',
  'public',
  'public',
  'public',
  'public',
  'public',
  'authenticated',
  'authenticated',
  'private',
];

/** How many different people there can be. */
export const maxPeople = 1000;

export const password = 'a synthetic person’s password';

/** The name of person `n`: cultures take turns, and no combination of names comes twice. */
function nameOf(n) {
  const culture = cultures[n % cultures.length];
  const turn = Math.floor(n / cultures.length);
  const place = turn % culture.given.length;
  // Every round of given names meets the family names one further on.
  const round = Math.floor(turn / culture.given.length);
  const given = culture.given[place];
  const family = culture.family[(place + round) % culture.family.length];
  const parts = culture.familyFirst ? [family, given] : [given, family];
  return { culture, given, family, displayName: parts.map(({ native }) => native).join(culture.space) };
}

/** The person whom the tour at the end shows: everybody may know of them, and their place is for members only. */
export const guide = { number: 0, misspelt: 'soren bjeregard', place: 'Odense' };

function privacyOf(random) {
  const visibility = random.pick(visibilities);
  return {
    visibility,
    ...(random.chance(0.2) && { location: 'public' }),
    ...(random.chance(0.15) && { bio: 'authenticated' }),
    ...(random.chance(0.1) && { avatar: 'authenticated' }),
    ...(random.chance(0.1) && { skills: 'private' }),
  };
}

function profileOf(name, random) {
  const [calling, motto, skills, interests] = random.pick(callings);
  const { culture, given, family, displayName } = name;
  const words = (text) => text.split(', ');
  return {
    displayName,
    firstName: given.native,
    lastName: family.native,
    headline: `${calling}. ${motto}.`,
    language: culture.language,
    timezone: culture.timezone,
    ...(random.chance(0.9) && { location: random.pick(culture.places) }),
    ...(random.chance(0.8) && { bio: `${random.pick(beginnings)} ${random.pick(endings)}\n\n${motto}.` }),
    ...(random.chance(0.6) && { pronouns: random.pick(pronouns) }),
    ...(random.chance(0.9) && { skills: words(skills) }),
    ...(random.chance(0.7) && { interests: words(interests) }),
    ...(random.chance(0.5) && { website: `https://${given.latin}.example` }),
    ...(random.chance(0.3) && { activityStatus: random.pick(statuses) }),
  };
}

/** Person number `n`, from 0: an address below `.example`, which no mail can reach, a profile, settings, a portrait. */
export function createPerson(n) {
  const seed = `person ${n}`;
  const random = createRandom(seed);
  const name = nameOf(n);
  const latin = `${name.given.latin}-${name.family.latin}`;
  const isGuide = n === guide.number;
  const profile = profileOf(name, random);
  return {
    number: n,
    email: `${latin}.${n}@people.example`,
    handle: latin,
    seed,
    profile: isGuide ? { ...profile, location: guide.place } : profile,
    privacy: isGuide ? { visibility: 'public' } : privacyOf(random),
    // A few are content with their initials.
    hasPortrait: isGuide || random.chance(0.94),
  };
}
