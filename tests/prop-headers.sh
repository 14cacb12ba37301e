#!/bin/sh
# prop-headers.sh: the columns of every result.  Other programs and people's scripts rely on them: columns are added between these
# and the last one, note, never renamed, moved or removed within a major version.
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# header NAME EXPECTED COMMAND...
header() {
	name=$1 expected=$2
	shift 2
	got=$(clean "$@" 2>/dev/null | head -n 1)
	if [ "$got" = "$expected" ]; then
		ok "$name"
	else
		printf 'expected %s\ngot      %s\n' "$expected" "$got" >"$scratch/diff"
		not_ok "$name" "$scratch/diff"
	fi
}

cd "$top/examples" || exit 1
header "ccr-survey tab" \
	question,statistic,option,by,group,base,n,weighted_n,n_missing,estimate,se,ci_low,ci_high,ci_method,df,deff,n_eff,moe,column,greater_than,p_values,flag,note \
	ccr-survey tab -q fin rossi/rossi.csv
header "ccr-weight rake" respondent,weight,sector,safe,problems,fair \
	ccr-weight rake -t high-point/synthetic-targets.csv --name fair high-point/synthetic-survey.csv
header "ccr-survey test" \
	question,option,by,group,reference,test,n,n_missing,estimate,se,ci_low,ci_high,x2,statistic,df,df2,p,p_adjusted,adjustment,note \
	ccr-survey test -q fin -b race rossi/rossi.csv
header "ccr-survey scale" statistic,item,n,n_missing,estimate,se,ci_low,ci_high,method,note \
	ccr-survey scale -q age,prio rossi/rossi.csv
printf 'theme,pattern\nhousing,hous\n' >"$scratch/themes.csv"
header "ccr-survey themes" respondent,theme,found,note \
	ccr-survey themes -q problems --themes "$scratch/themes.csv" --id respondent high-point/synthetic-survey.csv
header "ccr-survey themes --keep" respondent,theme,found,weight,sector,note \
	ccr-survey themes -q problems --themes "$scratch/themes.csv" --id respondent --keep weight,sector high-point/synthetic-survey.csv
header "ccr-survey agree" statistic,coders,units,ratings,estimate,se,ci_low,ci_high,method,note \
	ccr-survey agree --coders fin,mar rossi/rossi.csv
printf 'disposition\nI\nR\n' >"$scratch/cases.csv"
header "ccr-survey response" rate,numerator,denominator,e,estimate,formula,note ccr-survey response "$scratch/cases.csv"
header "ccr-vote rank" rank,option,score,method,by,group,n,votes,top,top_share,top_share_se,resamples,note \
	ccr-vote rank high-point/synthetic-ballots.csv
header "ccr-vote pairwise" a,b,prefer_a,prefer_b,tie,margin,path_a,path_b,by,group,n,note \
	ccr-vote pairwise high-point/synthetic-ballots.csv
header "ccr-vote rounds" round,option,votes,share,state,by,group,n,exhausted,note \
	ccr-vote rounds high-point/synthetic-ballots.csv
header "ccr-vote concordance" by,group,n,options,w,chi2,df,p,method,note \
	ccr-vote concordance high-point/synthetic-ballots.csv
header "ccr-prioritize rank" rank,problem,label,score,method,note \
	ccr-prioritize rank -c "$tests/contract/criteria.json" "$tests/contract/items.csv"
printf 'criterion,harm,cost\nharm,1,3\ncost,,1\n' >"$scratch/pairs.csv"
header "ccr-prioritize weights" criterion,weight,method,by,group,stakeholders,cr,cr_method,note \
	ccr-prioritize weights "$scratch/pairs.csv"
header "ccr-prioritize consistency" \
	by,group,stakeholder,stakeholders,criteria,statistic,a,b,value,implied,limit,verdict,method,note \
	ccr-prioritize consistency "$scratch/pairs.csv"
# robust_header SHOW COLUMNS [OPTION]...
robust_header() {
	show=$1 columns=$2
	shift 2
	header "ccr-prioritize robust --show $show" "$columns" \
		ccr-prioritize robust --show "$show" "$@" -c "$tests/contract/criteria.json" "$tests/contract/items.csv"
}
robust_header places \
	rank,problem,label,score,firm,rank_share,rank_share_se,first_share,best_rank,worst_rank,moved_by_items,moved_by_stakeholders,method,note
robust_header changes problem,other,criterion,weight,new_weight,change,method,note
robust_header sweep criterion,weight,from,to,problem,method,note
robust_header shares problem,rank,share,se,draws,criterion,central_weight,confident,method,note
robust_header items test,problem,same_order,moved,method,note
robust_header methods method,first,spearman,kendall,ws,note
jq -r '"group,criterion,weight", (.criteria[] | ["a", .name, 1], ["b", .name, 2] | @csv)' "$tests/contract/criteria.json" \
	>"$scratch/said.csv"
robust_header stakeholders left_out,rank,problem,score,method,note --stakeholders "$scratch/said.csv"
# rank_header METHOD COLUMNS [OPTION]...: the columns of one method stand between score and method.
rank_header() {
	of=$1 columns=$2
	shift 2
	header "ccr-prioritize rank -m $of" "$columns" \
		ccr-prioritize rank -m "$of" "$@" -c "$scratch/roles.json" "$scratch/roles.csv"
}
jq -n '{ccr: "criteria/1", criteria: [("size", "seriousness", "effectiveness", "probability", "severity", "need", "feasibility",
	"criticality", "accessibility", "recuperability", "vulnerability", "effect", "recognizability") |
	{name: ., direction: "max"}]}' >"$scratch/roles.json"
jq -r '["problem", .criteria[].name] | @csv' "$scratch/roles.json" >"$scratch/roles.csv"
for of in wsm wpm topsis carver; do
	rank_header $of rank,problem,label,score,method,note
done
rank_header vikor rank,problem,label,score,s,r,q,compromise,method,note
rank_header promethee rank,problem,label,score,phi_plus,phi_minus,method,note
rank_header electre1 rank,problem,label,score,outranks,outranked_by,cycle,kernel,method,note
rank_header electre2 rank,problem,label,score,rank_down,rank_up,method,note
rank_header electre3 rank,problem,label,score,rank_down,rank_up,method,note
rank_header hanlon rank,problem,label,score,size,seriousness,effectiveness,bpr,method,note
rank_header matrix rank,problem,label,score,level,method,note --matrix risk/mil-std-882e.csv
rank_header grid rank,problem,label,score,need,feasibility,quadrant,method,note --cut 1,1
rank_header pareto rank,problem,label,score,front,dominated_by,method,note
header "ccr-prioritize rank --explain" problem,criterion,value,normalized,weight,contribution,method,note \
	ccr-prioritize rank --explain -c "$tests/contract/criteria.json" "$tests/contract/items.csv"
header "ccr-prioritize rank --pairs" problem,other,concordance,discordance,strength,relation,method,note \
	ccr-prioritize rank -m electre1 --pairs -c "$tests/contract/criteria.json" "$tests/contract/items.csv"
header "ccr-incidents count" \
	problem,by,group,from,to,incidents,persons,population,rate_per_100000,rate_low,rate_high,previous_from,previous_to,previous,change_ratio,change_low,change_high,repeats,repeat_base,repeat_share,ci_method,note \
	ccr-incidents count high-point/synthetic-incidents.csv
header "ccr-incidents repeat" unit,by,group,statistic,level,n,base,estimate,method,note \
	ccr-incidents repeat high-point/synthetic-incidents.csv
header "ccr-incidents when" table,by,group,weekday,hour,month,incidents,base,share,method,note \
	ccr-incidents when high-point/synthetic-incidents.csv
header "ccr-incidents harm" \
	problem,by,group,rank,incidents,incident_share,harm,harm_share,cumulative_share,largest_event,harm_without_largest,share_without_largest,harm_per_100000,index,against_rank,against_harm,against_share,total_incidents,total_harm,total_without_largest,total_per_100000,total_index,spearman,kendall_tau_b,method,note \
	ccr-incidents harm --weights high-point/synthetic-weights.csv high-point/synthetic-incidents.csv
header "ccr-incidents coverage" \
	by,group,rows,first,last,months,months_without,which,date_missing,person_missing,dyad_missing,place_missing,note \
	ccr-incidents coverage high-point/synthetic-incidents.csv
for verb in rate ratio proportion smr power; do
	header "ccr-outcome $verb" \
		measure,term,n,exposure,estimate,se,ci_low,ci_high,p,method,p_holm,by,group,note \
		ccr-outcome $verb --counts 16,2 --exposures 50,50
done
for verb in did wdd wdq; do
	counts=80,20,100,50
	[ "$verb" != wdq ] || counts=$counts,30,30
	header "ccr-outcome $verb" \
		measure,term,n,exposure,estimate,se,ci_low,ci_high,p,method,p_holm,by,group,note \
		ccr-outcome "$verb" --counts "$counts"
done
header "ccr-outcome its" measure,term,n,exposure,estimate,se,ci_low,ci_high,p,method,p_holm,by,group,note \
	ccr-outcome its --at 5 "$tests/contract/periods.csv"
header "ccr-plan check" goal,step,criterion,verdict,rule,evidence,fix,note ccr-plan check high-point/plan.json
header "ccr-plan schedule" \
	goal,id,name,responsible,start,finish,duration_days,total_float_days,free_float_days,critical,driver,note \
	ccr-plan schedule high-point/plan.json
header "ccr-plan status" \
	goal,step,name,responsible,due,finish,status,percent,days_late,reason,baseline_finish,slip_days,earned_days,elapsed_days,spi_t,change,note \
	ccr-plan status --as-of 2027-03-01 high-point/plan.json
header "ccr-plan risk" \
	id,p10,p50,p80,p90,criticality,se,kind,p80_low,p80_high,mean_days,sd_days,scheduled,p_scheduled,due,p_due,p_due_se,p_all_due,draws,method,note \
	ccr-plan risk high-point/plan.json
header "ccr-plan export --to csv" \
	goal,id,name,responsible,accountable,consulted,informed,people,days,hours,deliverable,after,due,constraint_kind,constraint_date,status,started,finished,percent,repeat_every,repeat_on,repeat_from,repeat_until,repeat_times,repeat_with,repeat_finished \
	ccr-plan export --to csv high-point/plan.json
header "ccr-plan export --to csv-goals" \
	id,problem,statement,population,responsible,measure_name,measure_unit,measure_direction,measure_baseline,measure_baseline_date,measure_target,measure_target_date,measure_source,measure_method,measure_every,measure_n,measure_history,measure_lag_days,reviews \
	ccr-plan export --to csv-goals high-point/plan.json
header "ccr-plan export --to csv-people" id,name,agency,hours_per_week,leave ccr-plan export --to csv-people high-point/plan.json
header "ccr-follow" id,group,start,stop,days,event,event_type,street_days,potential_days,definition,as_of,note \
	ccr-follow --definition ofdvi --as-of 2025-03-31 --events follow/arrests.csv follow/notices.csv
header "ccr-recidivism rates" by,group,at,estimator,n,n_risk,n_event,estimate,se,ci_low,ci_high,ci_method,note \
	ccr-recidivism rates --time week --event arrest --at 52 rossi/rossi.csv
header "ccr-recidivism curve" by,group,time,n_risk,n_event,n_censor,survival,se,ci_low,ci_high,ci_method,note \
	ccr-recidivism curve --time week --event arrest rossi/rossi.csv
printf 'date,value\n2026-01-01,5\n' >"$scratch/series.csv"
for verb in spc run; do
	header "ccr-trend $verb" \
		series,date,value,centre,lower,upper,signal,rule,phase,by,count,n,direction,variation,target,assurance,limits,n_base,rules,useful,longest_run,longest_max,crossings,crossings_min,runs,runs_min,runs_max,sigma_z,as_of,note \
		ccr-trend "$verb" "$scratch/series.csv"
done
header "ccr-trend months" \
	series,date,value,previous_date,previous,change_ratio,change_low,change_high,ci_method,scope,months,n_months,by,as_of,note \
	ccr-trend months "$scratch/series.csv"
finish
