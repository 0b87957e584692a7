/** Other names by the current name: former ones of JSON Resume, and common mistakes. Lower case, separated by spaces. */
type Names = Record<string, string>;

const PERIOD = { startDate: 'start from begin', endDate: 'end to until' };
const HIGHLIGHTS = 'achievements responsibilities bullets accomplishments details';
const URL = 'website link homepage site';

/** Other names of the fields, by section. */
const FIELDS: Record<string, Names> = {
  basics: {
    name: 'fullname',
    label: 'title headline',
    image: 'picture photo',
    email: 'mail',
    phone: 'telephone mobile',
    url: URL,
    summary: 'about bio',
  },
  location: { region: 'state', countryCode: 'country' },
  work: {
    name: 'company employer organization organisation companyname',
    position: 'title role jobtitle job',
    url: URL,
    highlights: HIGHLIGHTS,
    ...PERIOD,
  },
  projects: {
    name: 'title projectname',
    description: 'summary',
    url: `${URL} repository repo github githuburl demo`,
    roles: 'role',
    highlights: HIGHLIGHTS,
    keywords: 'technologies techstack stack tools skills tags',
    ...PERIOD,
  },
  skills: {
    name: 'title category skill group',
    level: 'proficiency',
    keywords: 'items skills technologies',
  },
  education: {
    institution: 'school university college name',
    area: 'major field fieldofstudy',
    studyType: 'degree',
    score: 'gpa grade',
    url: URL,
    summary: 'description',
    ...PERIOD,
  },
  volunteer: {
    organization: 'name organisation company',
    position: 'title role',
    summary: 'description',
    url: URL,
    highlights: HIGHLIGHTS,
    ...PERIOD,
  },
  awards: { title: 'name award', awarder: 'issuer organization', summary: 'description' },
  certificates: {
    name: 'title certificate',
    date: 'issuedate issued',
    issuer: 'authority organization',
    url: URL,
  },
  publications: {
    name: 'title',
    publisher: 'journal',
    releaseDate: 'date published publicationdate',
    url: URL,
    summary: 'description',
  },
  languages: { language: 'name', fluency: 'level proficiency' },
  interests: { name: 'title interest', keywords: 'items' },
  references: { name: 'author', reference: 'quote text summary' },
};

const SECTIONS: Names = {
  work: 'experience experiences employment jobs workexperience',
  projects: 'project',
  skills: 'skill',
  education: '',
  volunteer: 'volunteering volunteerwork',
  awards: 'award',
  certificates: 'certifications certification certificate',
  publications: 'publication',
  languages: 'language',
  interests: 'interest',
  references: 'reference',
};

/** The section that a key of the file stands for, or undefined. Ignores case, hyphens and underscores. */
export function sectionNamed(key: string): string | undefined {
  return nameIn(SECTIONS, key);
}

/** The field of a section that a key stands for, or the key itself. */
export function fieldNamed(key: string, section: string, fields: Record<string, unknown>): string {
  if (Object.hasOwn(fields, key)) return key;
  const same = Object.keys(fields).find((name) => name.toLowerCase() === simpleKey(key));
  return same ?? nameIn(FIELDS[section] ?? {}, key) ?? key;
}

function nameIn(names: Names, key: string): string | undefined {
  const simple = simpleKey(key);
  const found = Object.entries(names).find(
    ([name, others]) => name === simple || others.split(' ').includes(simple),
  );
  return found?.[0];
}

function simpleKey(key: string): string {
  return key.toLowerCase().replace(/[-_\s]/g, '');
}
