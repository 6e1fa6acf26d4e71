import type { LanguageWords } from './language.ts';

export const polish = {
  work: {
    EPIC: 'epik; epiki; epika; epikow; epos',
    FEATURE: 'funkcja; funkcje; funkcji; funkcjonalnosc; funkcjonalnosci; cecha',
    STORY:
      'historyjka uzytkownika; historyjki uzytkownika; historyjka; historyjki; historyjek; historyjek uzytkownika; historia uzytkownika; historie uzytkownika; opowiesc uzytkownika',
    ENABLER: 'umozliwiacz; umozliwiacze; enabler techniczny; dlug techniczny',
    TASK: 'zadanie; zadania; zadan',
    BUG: 'blad; bledy; usterka; usterki',
    REQUIREMENT: 'wymaganie; wymagania; wymagan; wymaganie funkcjonalne; wymagania funkcjonalne',
  },
  fields: {
    criteria:
      'kryteria akceptacji; kryterium akceptacji; kryteria akceptacyjne; kryteria odbioru; warunki akceptacji; ka; gotowe gdy; gotowe, gdy; gotowe kiedy; zrobione gdy; zrobione, gdy; testy akceptacyjne; warunki odbioru; warunki zadowolenia',
    points: 'punkty; punkty historyjki; story pointy; punkty (sp); szacunek (sp); punkty historii',
    estimate: 'estymacja; szacunek; wycena; naklad; zlozonosc; rozmiar',
    priority: 'priorytet; waznosc',
    status: 'stan',
    labels: 'etykiety; etykieta; tagi',
    dependencies: 'zaleznosci; zaleznosc; zalezy od; wymagania wstepne; zablokowane przez; warunki wstepne',
    description: 'opis; cel; kontekst; szczegoly; wartosc biznesowa; tresc',
    title: 'tytul; nazwa; temat',
    key: 'identyfikator; numer; lp; lp.; klucz',
    type: 'typ; rodzaj',
    parent: 'rodzic; nalezy do; nadrzedny; element nadrzedny',
    role: 'jako; rola; aktor',
    want: 'chce; potrzebuje',
    benefit: 'aby; zeby; korzysc; po to aby',
    tasks: 'zadania; podzadania',
    notes:
      'uwagi; uwaga; notatki; komentarze; zalozenia; poza zakresem; pytania otwarte; uwagi techniczne; ryzyka',
    attribute: 'odpowiedzialny; wlasciciel; termin; zespol; data; autor; zrodlo; sprint; wersja',
  },
  containers:
    'opis; opisy; szczegolowy; szczegolowe; lista; rejestr; przeglad; i; produktu; zestawienie; szczegoly; tabela; backlog produktu; wszystkie; z',
  timeBoxes: 'iteracja; faza; etap; kamien milowy; tydzien; miesiac; kwartal; wydanie',
  otherMatters:
    'ryzyka; cele; wstep; wprowadzenie; kontekst; zalacznik; zalaczniki; historia zmian; historia wersji; interesariusze; wizja; wizja produktu; zalozenia; ograniczenia; pytania otwarte; architektura; wymagania niefunkcjonalne; metryki; harmonogram; role; cel biznesowy; uczestnicy; porzadek obrad; nastepne spotkanie; nastepne kroki; pomysly; decyzje; ustalenia; pytania; zadania ze spotkania',
  closedMatters:
    'nie obejmuje; wylaczenia; slownik; slowniczek; spis tresci; poza zakresem; retrospektywa; persony; nie robimy; slownik pojec; pojecia; pomysly na pozniej; pomysly na przyszlosc',
  genericHeadings:
    'prace techniczne; techniczne; wysoki priorytet; niski priorytet; sredni priorytet; ogolne; inne; wymagania; wymagania funkcjonalne; do zrobienia; w toku; gotowe; podsumowanie; zakres; plan',
  belongsTo: 'dla; do',
  articles: 'ten; tej; tego; ta',
  teams: 'zespol',
  sentences: [
    'jako (?:\\S+[ ,]+){1,14}?(?:chce|chcialbym|chcialabym|potrzebuje|moge|musze|chcemy|chcialby|oczekuje)',
    'jako [^.,]{2,60},?$',
  ],
  given: 'zakladajac; majac; mając; biorac pod uwage',
  whenThen: 'gdy; kiedy; wtedy; oraz; i; ale; jezeli; to',
  scenario: 'scenariusz; przyklad',
  priorities: {
    1: 'pilny; pilne; krytyczny; krytyczna; bardzo wysoki; najwyzszy; musi byc',
    2: 'wysoki; wysoka; wazny; powinno byc',
    3: 'sredni; srednia; normalny; moze byc',
    4: 'niski; niska; bardzo niski; opcjonalny',
  },
  pointUnits: 'punkty; punktow; punkt; pkt',
  timeUnits: 'godziny; godzin; godzina; dni; dzien; tygodnie; tydzien; tygodni; miesiace; h',
  none: 'brak; nie dotyczy; zadne; nieoszacowane; nie oszacowano',
  totals: 'razem; suma; lacznie; ogolem',
  statuses:
    'gotowe; anulowane; anulowano; w toku; do zrobienia; zrobione; zakonczone; ukonczone; zaplanowane; zablokowane; w trakcie; w realizacji; w testach; odlozone; odrzucone; nierozpoczete; nie rozpoczeto; zatwierdzone; otwarte; zamkniete; wdrozone',
  dittos: 'jw; jw.; j.w.; j. w.; jak wyzej; to samo',
  backlogs: 'rejestr produktu; rejestr sprintu',
  exclusions: 'poza zakresem; wylaczenia; nie obejmuje',
  foreignColumns:
    'ryzyko; ryzyka; dzialania zaradcze; prawdopodobienstwo; metryka; wskaznik; pojecie; definicja; odpowiedzialnosc; kamien milowy; decyzja; zalozenie; przypadek testowy; konkurent; oczekiwany rezultat; oczekiwany wynik; kroki; metoda; zmienna; tydzien; pytanie; odpowiedz; technologia; warstwa; srodowisko; pojemnosc; planowane punkty; kolor; pole; wlasciwosc; parametr',
  fieldColumns: 'pole; pola; atrybut; atrybuty; wlasciwosc; wlasciwosci',
  valueColumns: 'wartosc; wartosci; tresc; szczegoly; opis',
  levels: 'poziom',
  headings: 'naglowek',
  equals: 'to; jest',
  indefiniteArticles: '',
} satisfies LanguageWords;
