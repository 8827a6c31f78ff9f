/* Southern Sámi. Written without a native speaker: every word here needs one's check before it is relied on. What is
   not here is said in Norwegian, and marked so (lang="nb"); Fremskritt.needsReview("sma") lists both. */
Fremskritt.words("sma", {
"about": "Kuvsjen bïjre",
"after": "Videon mænngan",
"before": "Videon åvtelen",
"contents": "Sisvege",
"glossary": "Baakoelæstoe",
"glossary.filter": "Ohtsedh baakoem",
"lesson.next": "Åvtese",
"lesson.previous": "Bååstede",
"quiz": "Gyhtjelassh",
"video": "Video"
});
